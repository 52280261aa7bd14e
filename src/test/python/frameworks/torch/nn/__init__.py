class Module:
    training = True

    def train(self, mode=True):
        self.training = mode
        return self

    def __call__(self, x):
        return self.forward(x)
