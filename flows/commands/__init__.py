"""The subcommands of `esep`, grouped by what they touch: reading, running, looking, alerting."""
