package kpwatch.notify;

import kpwatch.untrusted.UntrustedText;

/**
 * One line of health of a part of the program.
 *
 * @param well whether it works; what is switched off is well
 * @param harm what it means while it does not
 * @param text what is seen of it, with its age
 */
public record Sign(String name, boolean well, Harm harm, String text) {
  /** What trouble with a part means. */
  public enum Harm {
    /** What is to be said there is kept until it can be. */
    ALERTS_WAIT,
    /** As {@link #ALERTS_WAIT}, and only a restart helps. */
    ALERTS_WAIT_FOR_RESTART,
    /** Nobody is heard there, which keeps no alert back. */
    UNHEARD,
    /** Nothing new comes to be known. */
    UNSEEING,
    /** The routes are seen, the servers are not. */
    HALF_SEEING,
    /** Changes are seen as surely, but some minutes later; nothing is missed. */
    LATER,
    /** Something that happened once and is over; no part is ill of it. */
    PAST
  }

  /** Servers' words may be in the text. */
  private static final int LONGEST = 300;

  /** The text as people may read it: on one line, without placeholders. */
  public String shown() {
    return UntrustedText.echo(text, LONGEST);
  }

  /** Whether something is wrong now. */
  public boolean ill() {
    return !well && harm != Harm.PAST;
  }
}
