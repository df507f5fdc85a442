"""The pages of dashboards: Today, countries, one partnership, history, mail, health."""
