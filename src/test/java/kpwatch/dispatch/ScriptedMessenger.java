package kpwatch.dispatch;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Message;
import kpwatch.notify.Messenger;
import kpwatch.notify.SendResult;

/** A platform that answers as it was told, and takes everything once the script has ended. */
final class ScriptedMessenger implements Messenger {
  private final String platform;
  private final List<String> got = new CopyOnWriteArrayList<>();
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private final Queue<Supplier<SendResult>> script = new ArrayDeque<>();
  private final Queue<Supplier<SendResult>> edits = new ArrayDeque<>();
  private SendResult usual = new SendResult.Sent(Optional.empty());
  private Step onSend = () -> {};

  /** What happens inside a call. */
  interface Step {
    void run() throws InterruptedException;
  }

  ScriptedMessenger(String platform) {
    this.platform = platform;
  }

  void next(SendResult result) {
    script.add(() -> result);
  }

  /** An unchecked exception or an error. */
  void nextThrows(Throwable failure) {
    script.add(
        () -> {
          if (failure instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) failure;
        });
  }

  void nextEdit(SendResult result) {
    edits.add(() -> result);
  }

  void nextEditThrows(RuntimeException failure) {
    edits.add(
        () -> {
          throw failure;
        });
  }

  void always(SendResult result) {
    usual = result;
  }

  void onSend(Step step) {
    onSend = step;
  }

  /** Channel and text of everything that was given to it, in order. */
  List<String> got() {
    return got;
  }

  List<Delivery> deliveries() {
    return deliveries;
  }

  @Override
  public String platform() {
    return platform;
  }

  @Override
  public SendResult send(Delivery delivery, Message message) {
    got.add(delivery.channel().id() + " " + message.plain());
    deliveries.add(delivery);
    try {
      onSend.run();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted in the middle of a delivery", e);
    }
    Supplier<SendResult> step = script.poll();
    return step == null ? usual : step.get();
  }

  @Override
  public SendResult edit(CardEdit edit) {
    got.add(
        edit.channel().id() + " edit of " + edit.message() + ": " + edit.card().message().plain());
    Supplier<SendResult> step = edits.poll();
    return step == null ? new SendResult.Sent(Optional.of(edit.message())) : step.get();
  }
}
