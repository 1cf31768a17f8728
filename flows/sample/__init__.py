"""The project's own small web: invented outlets with really reported figures, served on loopback."""
