package kpwatch.probe;

/** The User-Agent that says who asks and how to reach us. */
public final class Agent {
  private Agent() {}

  /**
   * {@code kpwatch/<version> (+<contact>)}, or {@code kpwatch/<version>} when the contact is empty.
   * Whatever cannot stand in a header's comment (controls, non-ASCII, brackets) is left out.
   *
   * @param contact an address or URL of whoever runs this copy
   */
  public static String text(String version, String contact) {
    String product = "kpwatch/" + printable(version).replace(" ", "");
    String whom = printable(contact).strip();
    return whom.isEmpty() ? product : product + " (+" + whom + ")";
  }

  private static String printable(String text) {
    var kept = new StringBuilder();
    text.chars()
        .filter(c -> c >= ' ' && c <= '~' && c != '(' && c != ')' && c != '\\')
        .forEach(c -> kept.append((char) c));
    return kept.toString();
  }
}
