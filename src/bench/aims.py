"""What was aimed at, beside what was reached: the page's first table."""


class Aim:
    """A figure of a section that should be at least or at most so much; why, where it is not."""

    def __init__(self, text, section, figure, sign, target, why, unit=""):
        self.text, self.section, self.figure = text, section, figure
        self.sign, self.target, self.why, self.unit = sign, target, why, unit

    def row(self, figures):
        asked = f"{'at least' if self.sign > 0 else 'at most'} {self.target:g}{self.unit}"
        found = figures.get(self.section, {}).get(self.figure)
        if found is None:
            return [self.text, asked, "not measured", ""]
        reached = self.sign * found >= self.sign * self.target
        # digits enough to tell a figure from what was asked
        digits = next(d for d in (2, 3, 4, 9) if reached or f"{found:.{d}f}" != f"{self.target:.{d}f}")
        text = f"{found:.{digits if found < 100 else 0}f}{self.unit}"
        return [self.text, asked, text if reached else f"**{text}**", "" if reached else self.why]


NORMALS = ("nine normals a sample, and the chain of their generator bounds a normal: "
           "see 'What bounds sampling'")
JVM = "the virtual machine's start, interpreting and compiling: see 'Constants'"
PRODUCTS = ("products are most of a step, and both sides multiply with the same kernels: see "
            "'What makes the difference'")
UNHELD = ("OPENBLAS_CORETYPE holds our products to AVX2, but not the peers' oneDNN and MKL, which "
          "go on with AVX-512")
WIDER = ("PyTorch 2.7 in DJL convolves with AVX-512 (oneDNN), which is three times its speed on "
         "AVX2; our transforms and passes run as the JVM compiles them")
FEW = ("16 to 64 channels: a third of a step are products, the rest transforms around them and a pass "
       "over memory for each activation and sum; oneDNN convolves directly")
LATE = "a helper whose core is taken comes back late from what it has begun: see 'Threads'"
WEIGHTS = "bound by the caches: weights and momentum are read and written once a step"
ROWS = "measuring rows' norms, and every further read of a row, shows: see 'The price'"
START = "see 'Start'"

AIMS = [
    Aim("38 constants, NumPy's time over ours", "constants", "NumPy", 1, 25, JVM),
    Aim("38 constants, PyTorch's time over ours", "constants", "PyTorch", 1, 6, JVM),
    Aim("largest of nine at 1e8, NumPy's time over ours", "max3x3", "NumPy", 1, 8, NORMALS),
    Aim("exact values of all tables", "exact", "tables", -1, 1, JVM, " s"),
    Aim("`estimate relu`, image", "startup", "image estimate relu", -1, 0.25, START, " s"),
    Aim("`--help`, image", "startup", "image --help", -1, 0.1, START, " s"),
    Aim("batch 1, times the best PyTorch", "mlp1", "PyTorch free", 1, 5, WEIGHTS),
    Aim("the same, OpenBLAS held to AVX2", "mlp1", "PyTorch OpenBLAS held", 1, 5, WEIGHTS),
    Aim("batch 1, NormProp's price (reparam)", "price", "mlp1 reparam", -1, 1.2, ROWS),
    Aim("batch 1, default threads over one, idle", "batch1", "all cores idle", 1, 0.97, LATE),
    Aim("the same, one core busy", "batch1", "one core busy", 1, 0.97, LATE),
    Aim("mlp, times the best peer", "mlp", "free", 1, 1.3, PRODUCTS),
    Aim("the same, all held to AVX2", "mlp", "all held", 1, 1.3, PRODUCTS),
    Aim("the same, OpenBLAS held", "mlp", "OpenBLAS held", 1, 1.3, UNHELD),
    Aim("cnn, times the best peer", "cnn", "free", 1, 1.25, WIDER),
    Aim("the same, all held to AVX2", "cnn", "all held", 1, 1.25, PRODUCTS),
    Aim("the same, OpenBLAS held", "cnn", "OpenBLAS held", 1, 1.25, UNHELD),
    Aim("nin, times the best peer", "nin", "free", 1, 1.3, WIDER),
    Aim("the same, all held to AVX2", "nin", "all held", 1, 1.3, PRODUCTS),
    Aim("the same, OpenBLAS held", "nin", "OpenBLAS held", 1, 1.3, UNHELD),
    Aim("resnet, times the best peer", "resnet", "free", 1, 1.2, FEW),
    Aim("the same, all held to AVX2", "resnet", "all held", 1, 1.2, FEW),
    Aim("the same, OpenBLAS held", "resnet", "OpenBLAS held", 1, 1.2, FEW),
    Aim("NormProp's price, mlp", "price", "mlp reparam", -1, 1.08, ROWS),
    Aim("NormProp's price, cnn", "price", "cnn reparam", -1, 1.08, ROWS),
    Aim("NormProp's price, resnet", "price", "resnet reparam", -1, 1.08, ROWS),
    Aim("NormProp's step over batch normalisation's, cnn", "price", "cnn of batch norm", -1, 0.875,
        ROWS),
    Aim("the same, the paper's net", "price", "paper of batch norm", -1, 0.875, ROWS),
    Aim("all threads over one, cnn", "threads", "cnn", 1, 1.7, "memory and caches are shared"),
    Aim("the same, nin", "threads", "nin", 1, 1.7, "memory and caches are shared"),
    Aim("the same, mlp", "threads", "mlp", 1, 1.5,
        "its jobs take tens of microseconds, and what handing over costs differs: see 'Threads'"),
    Aim("peak memory, cnn training", "memory", "cnn", -1, 400, "", " MB"),
    Aim("peak memory, 38 constants", "memory", "constants", -1, 200, "", " MB"),
    Aim("growth was watched for", "growth", "minutes", 1, 60, "not yet run for so long",
        " minutes"),
]


def table_of_aims(figures):
    return [["aim", "asked", "reached", "why not"], *[aim.row(figures) for aim in AIMS]]
