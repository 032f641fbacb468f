"""An Abwägung (weighing): contribution -> argument -> weight -> disposition -> reason."""
