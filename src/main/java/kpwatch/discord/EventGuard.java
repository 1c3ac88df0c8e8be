package kpwatch.discord;

import kpwatch.supervision.Supervisor;
import net.dv8tion.jda.api.events.ExceptionEvent;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.hooks.EventListener;

/**
 * Passes events on, so that one that fails costs itself only: no other listener, no other event and
 * no thread. JDA tells of its own failures by an event, too.
 */
final class EventGuard implements EventListener {
  private static final String ITEM = "Discord event";

  private final EventListener listener;
  private final Supervisor supervisor;

  EventGuard(EventListener listener, Supervisor supervisor) {
    this.listener = listener;
    this.supervisor = supervisor;
  }

  @Override
  public void onEvent(GenericEvent event) {
    try {
      if (event instanceof ExceptionEvent failure && failure.getCause() instanceof Error error) {
        supervisor.failed(ITEM, error);
      }
      listener.onEvent(event);
    } catch (Throwable e) { // JDA would end its thread at an Error
      supervisor.failed(ITEM, e);
    }
  }
}
