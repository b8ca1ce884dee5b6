"""The newsroom on one machine: what `make run` does before and while it runs. Only `prepare` knows Django."""
