package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code getUpdates} and webhooks, one of which a bot may use at a time. As {@code
 * process_get_updates_query}, {@code abort_long_poll} and {@code fail_query_conflict} in
 * https://github.com/tdlib/telegram-bot-api/blob/master/telegram-bot-api/Client.cpp; all times are
 * real ones.
 */
final class Polls {
  static final int MOST_WAIT_SECONDS = 50;
  static final Duration CONFLICT_DELAY = Duration.ofSeconds(3);
  static final Duration IN_HASTE = Duration.ofSeconds(3);
  static final Duration IN_GREAT_HASTE = Duration.ofMillis(500);

  private static final String OTHER_POLL =
      "Conflict: terminated by other getUpdates request;"
          + " make sure that only one bot instance is running";
  private static final String BY_WEBHOOK = "Conflict: terminated by setWebhook request";
  private static final String WEBHOOK_ACTIVE =
      "Conflict: can't use getUpdates method while webhook is active;"
          + " use deleteWebhook to delete the webhook first";

  private final Service service;
  private final Epoch epoch;
  private String webhook = "";
  private int newest;
  private int waiting;
  private long lastOffset = -1;
  private long lastStart;
  private long nextConflict = System.nanoTime();

  Polls(Service service, Epoch epoch) {
    this.service = service;
    this.epoch = epoch;
  }

  Map<String, Method> table() {
    return Map.of(
        "setWebhook", this::set, "deleteWebhook", this::delete, "getWebhookInfo", this::info);
  }

  /** How many polls wait now. */
  int waiting() {
    synchronized (service.world) {
      return waiting;
    }
  }

  /** Waits for updates; the one method that does not hold the world's monitor meanwhile. */
  Answer poll(Call call) throws InterruptedException {
    int during = epoch.number();
    String conflict;
    synchronized (service.world) {
      conflict = WEBHOOK_ACTIVE;
      if (webhook.isEmpty()) {
        call.params().tree("allowed_updates").ifPresent(service.updates::allow);
        Optional<List<String>> taken = waited(call, during);
        if (taken.isPresent()) {
          return Answer.okText("[" + String.join(",", taken.get()) + "]");
        }
        conflict = webhook.isEmpty() ? OTHER_POLL : BY_WEBHOOK;
      }
    }
    return conflicting(call, conflict, during);
  }

  /** Empty where something else ended the wait. */
  private Optional<List<String>> waited(Call call, int during) throws InterruptedException {
    long offset = call.params().whole("offset").orElse(0L);
    int limit = call.params().whole("limit", 100, 1, 100);
    int timeout = call.params().whole("timeout", 0, 0, MOST_WAIT_SECONDS);
    long start = System.nanoTime();
    if (offset == lastOffset && start - lastStart < IN_HASTE.toNanos()) {
      timeout = Math.max(timeout, (int) IN_HASTE.toSeconds());
      limit = start - lastStart < IN_GREAT_HASTE.toNanos() ? 1 : limit;
    }
    lastOffset = offset;
    lastStart = start;
    int mine = ++newest;
    service.world.notifyAll();
    long until = start + Duration.ofSeconds(timeout).toNanos();
    waiting++;
    try {
      while (true) {
        if (mine != newest || !webhook.isEmpty()) {
          return Optional.empty();
        }
        List<String> taken = service.updates.take(offset, limit);
        long left = until - System.nanoTime();
        if (!taken.isEmpty() || left <= 0 || epoch.number() != during) {
          return Optional.of(taken);
        }
        service.world.wait(left / 1_000_000 + 1);
      }
    } finally {
      waiting--;
    }
  }

  /** Further conflicts soon after one are answered late. */
  private Answer conflicting(Call call, String description, int during)
      throws InterruptedException {
    if (!call.connection().peerGone()) {
      service.notes.violation("getUpdates: " + description);
    }
    long delay;
    synchronized (service.world) {
      long now = System.nanoTime();
      delay = nextConflict > now ? CONFLICT_DELAY.toNanos() : 0;
      nextConflict = delay > 0 ? nextConflict : now + CONFLICT_DELAY.toNanos();
    }
    epoch.pause(during, Duration.ofNanos(delay));
    return Answer.error(409, description, Map.of());
  }

  /** An empty URL removes the webhook: https://core.telegram.org/bots/api#setwebhook. */
  private JsonNode set(Call call) {
    String url = call.params().text("url");
    if (!url.isEmpty() && !url.startsWith("https://")) {
      throw Refusal.defect("bad webhook: An HTTPS URL must be provided for webhook");
    }
    call.params().tree("allowed_updates").ifPresent(service.updates::allow);
    return become(url, call);
  }

  private JsonNode delete(Call call) {
    return become("", call);
  }

  private JsonNode become(String url, Call call) {
    webhook = url;
    if (call.params().flag("drop_pending_updates")) {
      service.updates.drop();
    }
    service.world.notifyAll();
    return BooleanNode.TRUE;
  }

  private JsonNode info(Call call) {
    ObjectNode json =
        Json.object()
            .put("url", webhook)
            .put("has_custom_certificate", false)
            .put("pending_update_count", service.updates.pending());
    service
        .updates
        .allowed()
        .ifPresent(
            kinds -> kinds.stream().sorted().forEach(json.withArray("allowed_updates")::add));
    return json;
  }
}
