class Layer:
    def __init__(self, name=None):
        self.name = name

    def __call__(self, x, **options):
        return self.call(x, **options)

    def get_config(self):
        return {"name": self.name}
