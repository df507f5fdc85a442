"""How big is a change? The parts of the answer that `rules/size.py` gives."""
