"""Which pages show and change partners and partnerships?"""
