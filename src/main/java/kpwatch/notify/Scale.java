package kpwatch.notify;

/** The words of likelihood, after ICD 203: https://github.com/wesinator/ICD203-intel-analysis. */
final class Scale {
  private Scale() {}

  /** The word for a share in per cent. */
  static String word(int percent) {
    if (percent < 5) {
      return "almost no chance";
    }
    if (percent < 20) {
      return "very unlikely";
    }
    if (percent < 45) {
      return "unlikely";
    }
    if (percent < 55) {
      return "roughly even";
    }
    if (percent < 80) {
      return "likely";
    }
    return percent < 95 ? "very likely" : "almost certain";
  }
}
