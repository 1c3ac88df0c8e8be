package kpwatch.dispatch;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import kpwatch.notify.Delivery;
import kpwatch.notify.Messenger;
import kpwatch.notify.SendResult;

/** A platform that answers as it was told, and takes everything once the script has ended. */
final class ScriptedMessenger implements Messenger {
  private final String platform;
  private final List<String> got = new CopyOnWriteArrayList<>();
  private final Queue<Supplier<SendResult>> script = new ArrayDeque<>();
  private SendResult usual = new SendResult.Sent();
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

  void nextThrows(RuntimeException failure) {
    script.add(
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

  @Override
  public String platform() {
    return platform;
  }

  @Override
  public SendResult send(Delivery delivery) {
    got.add(delivery.channel().id() + " " + delivery.notification().text());
    try {
      onSend.run();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted in the middle of a delivery", e);
    }
    Supplier<SendResult> step = script.poll();
    return step == null ? usual : step.get();
  }
}
