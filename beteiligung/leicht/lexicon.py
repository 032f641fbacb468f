"""Words that the rules know. Short lists on purpose: what stands here is right, what is missing is left alone."""


def _pairs(text):
    return dict(pair.split(": ", 1) for pair in (line.strip() for line in text.strip().splitlines()))


def _words(text):
    return frozenset(text.split())


ABBREVIATIONS = _pairs("""
    z. B.: zum Beispiel
    d. h.: das heißt
    u. a.: unter anderem
    u. U.: vielleicht
    o. ä.: oder Ähnliches
    o. Ä.: oder Ähnliches
    i. d. R.: meistens
    i. H. v.: in Höhe von
    s. o.: oben
    s. u.: unten
    v. a.: vor allem
    bzw.: oder
    usw.: und so weiter
    etc.: und so weiter
    ggf.: vielleicht
    evtl.: vielleicht
    ca.: ungefähr
    inkl.: mit
    exkl.: ohne
    zzgl.: dazu kommt
    vgl.: vergleichen Sie
    bzgl.: zu
    gem.: nach
    max.: höchstens
    mind.: mindestens
    sog.: so genannt
    Nr.: Nummer
    Str.: Straße
    Tel.: Telefon
    Abs.: Absatz
    Mio.: Millionen
    Mrd.: Milliarden
    Std.: Stunden
    Min.: Minuten
    Hbf.: Haupt-Bahnhof
    St.-Bez.: Stadt-Bezirk
""")
HARD = _pairs("""
    abwägung: Gründe vergleichen
    akteur: Menschen, Gruppen
    aktivität: was man tut
    akquirieren: suchen, holen
    altlasten: Gift im Boden
    anlieger: Nachbarn
    ausschreibung: Die Stadt sucht eine Firma
    barrierefreiheit: ohne Hindernisse
    bauleitplanung: Plan für neue Häuser
    bebauungsplan: Plan für neue Häuser
    diskriminierung: schlecht behandeln
    diversität: Vielfalt
    effizient: sparsam, gut
    emission: Abgase, Lärm
    erschließung: Straßen und Leitungen bauen
    etablieren: einführen
    evaluation: Prüfung
    evaluieren: prüfen
    fraktion: Gruppe im Rat
    generieren: machen, bekommen
    gremium: Gruppe
    gremien: Gruppen
    haushaltsmittel: Geld
    immission: Lärm, Schmutz
    implementieren: einführen
    infrastruktur: Straßen, Leitungen, Schulen
    initiieren: anfangen
    innovativ: neu
    integration: dazu gehören
    intensivieren: mehr tun
    intention: Absicht
    investieren: Geld ausgeben
    investition: Ausgabe
    kommune: Stadt
    kommunal: von der Stadt
    kompensation: Ausgleich
    konzept: Plan
    kooperation: zusammen arbeiten
    kooperieren: zusammen arbeiten
    koordinieren: ordnen
    legislaturperiode: Zeit bis zur nächsten Wahl
    maßnahme: was die Stadt tut
    mobilität: unterwegs sein
    modernisierung: neu machen
    nachhaltig: gut für später
    nachhaltigkeit: gut für später
    optimieren: besser machen
    optimierung: besser machen
    optional: wenn Sie wollen
    partizipation: mitmachen
    perspektive: Aussicht
    potenzial: Möglichkeit
    prävention: vorbeugen
    priorität: Das ist wichtig
    prognose: Vorhersage
    quartier: Teil der Stadt
    realisieren: machen, bauen
    realisierung: der Bau
    reduzieren: weniger machen
    reduzierung: weniger
    ressource: Vorrat
    resilienz: Stärke
    sanieren: reparieren
    sanierung: Reparatur
    segregation: Trennung
    signifikant: deutlich
    stakeholder: Menschen, die es angeht
    strategie: Plan
    synergie: Nutzen für beide
    transformation: Wandel
    transparenz: offen zeigen
    transparent: offen
    verifizieren: prüfen
    workshop: Treffen
    zuwendung: Geld
""")
"""Hard words in small letters, without endings, and something easier."""
SAME = (
    _words("vorhaben projekt projekte maßnahme maßnahmen"),
    _words("website webseite homepage internetseite"),
    _words("handy smartphone mobiltelefon"),
    _words("firma firmen betrieb betriebe unternehmen"),
    _words("amt behörde behörden dienststelle"),
    _words("auto autos pkw wagen kraftfahrzeug"),
    _words("spielplatz spielfläche"),
    _words("arzt mediziner"),
)
FAMILY = {
    "projekte": "projekt",
    "maßnahmen": "maßnahme",
    "firmen": "firma",
    "betriebe": "betrieb",
    "behörden": "behörde",
    "autos": "auto",
}
"""Plurals that are the same word."""
_WORD_NUMBERS = ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
NUMBERS = {word: str(number) for number, word in enumerate(_WORD_NUMBERS, 2)} | {
    "zwanzig": "20",
    "dreißig": "30",
    "fünfzig": "50",
    "hundert": "100",
    "tausend": "1.000",
}
IMAGES = (
    "auf Eis gelegt",
    "grünes Licht",
    "ins Leben gerufen",
    "ins Leben rufen",
    "Meilenstein",
    "Startschuss",
    "roter Faden",
    "roten Faden",
    "Hand in Hand",
    "auf den Weg gebracht",
    "auf den Weg bringen",
    "ins Boot holen",
    "im selben Boot",
    "unter die Lupe",
    "unter den Teppich",
    "vom Tisch",
    "auf Augenhöhe",
    "an einem Strang",
    "grüne Lunge",
    "aus der Taufe gehoben",
    "Licht am Ende des Tunnels",
    "Kinderschuhen",
    "Herzstück",
)
SUBJUNCTIVE = _words("""
    würde würden würdest würdet wäre wären wärst wäret hätte hätten hättest hättet könnte könnten könntest
    könntet müsste müssten dürfte dürften käme kämen gäbe gäben ginge gingen ließe ließen bräuchte bräuchten
    wüsste wüssten fände fänden bliebe blieben stünde stünden entstünde entstünden bekäme bekämen seien
""") - {"gingen", "ließen", "blieben"}
"""Without the forms that are also a plain past tense."""
PAST = _words("""
    ging gingen kam kamen sah sahen gab gaben nahm nahmen fand fanden schrieb schrieben beschloss beschlossen begann
    begannen stimmte stimmten machte machten baute bauten plante planten sagte sagten brachte brachten dachte dachten
    entschied entschieden entstand entstanden fehlte fehlten führte führten half halfen hielt hielten hieß hießen kaufte
    kauften lag lagen lebte lebten ließ ließen lief liefen prüfte prüften sprach sprachen stand standen traf trafen
    wohnte wohnten zeigte zeigten zog zogen bekam bekamen erhielt erhielten bot boten stieg stiegen
""") - _words("beschlossen entschieden")
"""Without forms that are also a participle."""
PARTS = _words("""
    abend abfall alltag amt angebot anlage anlagen anmeldung antrag anträge arbeit arbeiter arzt aufgabe auftrag
    ausbau ausbildung ausgabe ausgang ausgleich ausschuss ausweis auto bach bad bahn bahnhof bank barriere bau
    baum bauten beauftragte bedarf befragung begegnung behinderung beratung bericht beruf besprechung
    beteiligung betreuung betrieb bewegung bezirk bildung blatt blumen boden brief brunnen brücke buch bus busse
    bänke bäume bücher bücherei bürger bürgerinnen bürgermeister büro café computer dach daten denkmal dienst
    dorf dächer eingang einkauf eltern energie entscheidung entwicklung ereignis ereignisse ergebnis erlaubnis
    erneuerung essen fach fahrbahn fahrer fahrrad fahrt familie familien farbe feld felder fenster ferien fest
    feuer firma flug fluss fläche flüchtlinge forum frage frauen freiheit freizeit frist fuß fußball förderung
    garten gast gebiet gebäude gebühr gebühren gefahr geh geld gemeinde gemeinschaft genehmigung gericht gerät
    geräte geschichte geschäft geschäfte gesellschaft gespräch gestaltung gesundheit gewerbe glas gleis grenze
    grund gruppe gruppen grün gärten hafen halle hallen haltestelle handel haupt haus haushalt heim heizung
    hilfe hitze hochschule hof hund hunde häuser höfe idee ideen industrie information innenstadt insel internet
    jahr jugend jugendliche kanal karte karten kasse katze kind kinder kirche klasse klima kohle konferenz
    kosten kranken kultur kunst kurs laden lampe land landes laterne leben lehrer leistung leitung leitungen
    lern leute licht linie liste luft lärm mannschaft markt maschine mauer meister meldung menschen miete mieter
    mittag mitte mobilität museum musik männer möglichkeit müll nachbar nachbarn nachmittag nacht nah natur netz
    nutzung ordnung ort orte papier park parks partner pfad pflanze pflanzen pflege pfleger plan planung platz
    pläne plätze politik polizei preis problem programm projekt prüfung quartier rad rat raum recht regel regeln
    regen region reinigung rettung richtung ruhe räder räume sammlung schatten schein schiene schienen schloss
    schul schule schulen schutz schwimm schüler schülerinnen see seite seiten senioren service sicherheit
    siedlung sitz sitzung software sommer sonne sozial spiel spiele sport sprache sprechstunde stadion stadt
    station stein stelle stellen steuer stiftung straße straßen strecke strom stunde stunden städte stärkung
    stätte stätten suche system tag tage tasche technik teich teil teile telefon termin theater tier tiere tisch
    toilette tonne tor treff treffen treppe trink turm umbau umwelt unfall unterricht unterstützung urlaub
    veranstaltung veranstaltungen verband verein vereine verkehr vermietung versammlung versorgung vertrag
    vertretung verwaltung verzeichnis viertel volk vorhaben wache wahl wald wand wasser wechsel weg wege werk
    werke werkstatt wetter wiese wind winter wirtschaft woche wochen wohn wohnung wohnungen wärme zahl zeit
    zeiten zeitung zentrum ziel ziele zimmer zone zug zukunft zusammenarbeit züge ärzte öffnung
""")
"""Parts of compounds, in small letters."""
WHOLE = _words("""
    abfahrt alltag alltags bahnhof barrierefreie beratung bücherei bürgermeister computer fahrrad feiertag
    freiheit freizeit freizeiten fußball fußballs gemeinschaft gesellschaft gesundheit haltestelle handel
    hochzeit händler internet jahrhundert krankenhaus krankenhauses krankenhäuser krankenhäusern krankheit
    landschaft mannschaft mittagessen mittagessens nachbarschaft nachmittag rathaus samstag sicherheit sonntag
    telefon vorhaben vorhabens vormittag werkstätten wirtschaft
""")
"""Words that everybody reads as one."""
CAPITALS = _words("WC PC TV CD DVD USB ARD ZDF WDR EU USA DRK ADAC TÜV LKW PKW SMS PDF OK IC ICE")
PARTICIPLES = _words("""
    beschlossen verboten entschieden verschoben versprochen besprochen beschrieben verloren vertrieben entworfen
    erhoben verliehen betroffen entnommen übernommen unternommen unterschrieben überwiesen bewiesen ergriffen
    verstanden erzogen bezogen entzogen verbunden erfunden empfohlen
""")
"""Strong participles without *ge* that are no infinitive: ``verkaufen`` is one, ``beschlossen`` is none."""
NO_PARTICIPLES = _words("""
    geben gehen gehören gewinnen genießen gebrauchen gestalten gelten gelingen genehmigen gefallen geschehen
    genügen gewöhnen gefährden gedenken geraten gelangen genesen gegen gebären gesamt gerecht geeignet geehrt
    gestern bekannt beliebt bereit berühmt ernst erst echt überhaupt insgesamt bestimmt vielleicht leicht
    zugehen begehen vergehen mitgehen weggehen ausgehen aufgehen angehen umgehen vorgehen nachgehen abgehen
    eingehen hingehen untergehen ausgeben abgeben angeben aufgeben eingeben weitergeben zurückgeben zugeben
    mitgeben umgeben vorgeben zurückgehen weitergehen zusammengehen mitgestalten ausgestalten umgestalten
    verkehrt unterwegs gehorchen gebieten gewähren gewährleisten gelegen
""")
"""Words that look like a participle and are none."""
