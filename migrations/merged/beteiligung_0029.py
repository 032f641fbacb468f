from beteiligung.migrations.merged import twin_of

globals().update(twin_of(__file__))
