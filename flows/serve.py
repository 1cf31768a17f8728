"""Every deployment in one process, for a small team: schedules come from the sources and `config/schedules.yml`."""
