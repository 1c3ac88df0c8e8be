package kpwatch.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.PlatformNotes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * Takes updates in: each alone, once, in order. That one is dealt with is noted after it is; only
 * then will the next poll confirm it. A crash between the two repeats one update.
 */
final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final String NOTE = "telegram/updates";
  private static final int TRIES = 3;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final PlatformNotes notes;
  private final AccessGate gate;
  private final Questions questions;
  private final Presses presses;
  private final Memberships memberships;
  private final Condition condition;
  private final InstantSource clock;
  private Ledger ledger;
  private boolean unnoted;
  private long failing;
  private int tries;

  Reception(
      PlatformNotes notes,
      AccessGate gate,
      Questions questions,
      Presses presses,
      Memberships memberships,
      Condition condition,
      InstantSource clock) {
    this.notes = notes;
    this.gate = gate;
    this.questions = questions;
    this.presses = presses;
    this.memberships = memberships;
    this.condition = condition;
    this.clock = clock;
    this.ledger = notes.find(NOTE).map(Ledger::parse).orElse(Ledger.EMPTY);
  }

  long offset(Instant now) {
    return ledger.offset(now);
  }

  /** False if nothing among them was new, or the first new one could not be dealt with yet. */
  boolean take(List<JsonNode> updates) {
    // Presses first: their answers are waited for by people, and come too late after some seconds.
    for (JsonNode update : updates) {
      id(update).filter(this::isNew).ifPresent(id -> presses.acknowledge(update));
    }
    boolean moved = false;
    for (JsonNode update : updates) {
      Optional<Long> id = id(update);
      if (id.isEmpty()) {
        LOG.error("Telegram sent something without an update_id; it is left out");
      } else if (isNew(id.get())) {
        if (!done(id.get(), update)) {
          return moved;
        }
        ledger = ledger.with(id.get(), clock.instant());
        note();
        moved = true;
      }
    }
    return moved;
  }

  /**
   * What was dealt with is not dealt with again because it could not be noted: nobody wants the
   * same answer for as long as a disk is full. Only a restart meanwhile could repeat one.
   */
  private void note() {
    try {
      notes.keep(NOTE, ledger.text());
      unnoted = false;
    } catch (RuntimeException e) {
      if (!unnoted) {
        LOG.error("what was received from Telegram cannot be noted: {}", e.getMessage());
      }
      unnoted = true;
    }
  }

  private boolean isNew(long id) {
    return !ledger.has(id, clock.instant());
  }

  private static Optional<Long> id(JsonNode update) {
    JsonNode id = update.path("update_id");
    return id.canConvertToLong() && id.isIntegralNumber()
        ? Optional.of(id.longValue())
        : Optional.empty();
  }

  /** False if it should be tried again: our own trouble, such as a full disk, may pass. */
  private boolean done(long id, JsonNode tree) {
    Update update;
    try {
      update = MAPPER.treeToValue(tree, Update.class);
    } catch (JsonProcessingException | RuntimeException e) {
      condition.unreadable();
      LOG.error("update {} has a form that is not known, and is left out", id);
      return true;
    }
    try {
      hear(update);
      return true;
    } catch (RuntimeException e) {
      tries = failing == id ? tries + 1 : 1;
      failing = id;
      boolean over = tries >= TRIES;
      LOG.error("update {} failed {} times{}", id, tries, over ? "; it is left out" : "", e);
      return over;
    }
  }

  private void hear(Update update) {
    Optional<Runnable> refusal = gate.refusal(update);
    if (refusal.isPresent()) {
      refusal.get().run();
    } else if (update.getMyChatMember() != null) {
      memberships.changed(update.getMyChatMember());
    } else if (update.getCallbackQuery() != null) {
      presses.pressed(update.getCallbackQuery());
    } else if (update.getChannelPost() != null) {
      questions.asked(update.getChannelPost());
    } else if (update.getMessage() != null) {
      Message message = update.getMessage();
      if (!memberships.service(message)) {
        questions.asked(message);
      }
    }
  }
}
