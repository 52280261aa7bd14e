package org.normprop.moments.quadrature;

/**
 * Gauss-Legendre rules on (-1, 1), the positive nodes from the outermost inwards. Computed with 60
 * digits by Newton's method from Bonnet's recursion.
 */
enum GaussRule {
  TEN(
      new double[] {
        0.9739065285171717,
        0.8650633666889845,
        0.6794095682990244,
        0.4333953941292472,
        0.14887433898163122
      },
      new double[] {
        0.06667134430868814,
        0.1494513491505806,
        0.21908636251598204,
        0.26926671930999635,
        0.29552422471475287
      }),
  SIXTEEN(
      new double[] {
        0.9894009349916499, 0.9445750230732326, 0.8656312023878318, 0.755404408355003,
        0.6178762444026438, 0.45801677765722737, 0.2816035507792589, 0.09501250983763744
      },
      new double[] {
        0.027152459411754096, 0.062253523938647894, 0.09515851168249279, 0.12462897125553388,
        0.14959598881657674, 0.16915651939500254, 0.18260341504492358, 0.1894506104550685
      }),
  TWENTY_FOUR(
      new double[] {
        0.9951872199970213, 0.9747285559713095, 0.9382745520027328, 0.8864155270044011,
        0.820001985973903, 0.7401241915785544, 0.6480936519369755, 0.5454214713888396,
        0.4337935076260451, 0.3150426796961634, 0.1911188674736163, 0.06405689286260563
      },
      new double[] {
        0.0123412297999872, 0.028531388628933663, 0.04427743881741981, 0.05929858491543678,
        0.0733464814110803, 0.08619016153195327, 0.09761865210411388, 0.10744427011596563,
        0.1155056680537256, 0.12167047292780339, 0.1258374563468283, 0.12793819534675216
      });

  /** Trefethen, Is Gauss Quadrature Better than Clenshaw-Curtis? (2008), theorem 4.5. */
  private static final double CONSTANT = 64.0 / 15;

  private final double[] nodes;
  private final double[] weights;

  GaussRule(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  int count() {
    return 2 * nodes.length;
  }

  /** Node i of {@link #count}, ascending. */
  double node(int i) {
    int n = nodes.length;
    return i < n ? -nodes[i] : nodes[2 * n - 1 - i];
  }

  double weight(int i) {
    int n = weights.length;
    return weights[i < n ? i : 2 * n - 1 - i];
  }

  /**
   * A bound of the error for functions that are at most 1 on the ellipse with foci -1 and 1 and
   * half-axes of sum rho.
   */
  double error(double rho) {
    double decay = StrictMath.pow(rho, 2 - 2 * count());
    return CONSTANT * decay / (1 - 1 / (rho * rho));
  }
}
