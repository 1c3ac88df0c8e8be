package kpwatch.command;

import java.util.List;
import kpwatch.notify.Message;

/**
 * An answer.
 *
 * @param open whether everybody may see it; else only who asked, where the platform can do that
 */
public record Reply(Message message, List<Button> buttons, boolean open) {
  public Reply {
    buttons = List.copyOf(buttons);
  }

  /** For the eyes of who asked. */
  public static Reply of(Message message, Button... buttons) {
    return new Reply(message, List.of(buttons), false);
  }

  /**
   * Something to press.
   *
   * @param id what pressing it asks for, at most 50 ASCII characters: {@code why:KP-K7Q2}; the same
   *     after a restart
   */
  public record Button(String label, String id) {}
}
