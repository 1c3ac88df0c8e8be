package kpwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A plan while one step works on it. Never leaves the planner. */
final class Agenda {
  final Instant now;
  final SortedMap<String, Instant> due;
  final SortedMap<String, Integer> turns;
  final Set<String> asked;
  final SortedMap<String, Instant> triggered;
  final List<Look> looks = new ArrayList<>();
  Optional<Instant> burstUntil;
  Optional<Instant> backedOff;
  Budget budget;

  private final Allowance allowance;

  Agenda(Plan plan, Allowance allowance, boolean troubled, Instant now) {
    this.now = now;
    this.allowance = allowance;
    this.due = new TreeMap<>(plan.due());
    this.turns = new TreeMap<>(plan.turns());
    this.asked = new TreeSet<>(plan.asked());
    this.triggered = new TreeMap<>(plan.triggered());
    this.burstUntil = plan.burstUntil();
    this.backedOff = plan.backedOff();
    this.budget = plan.budget().at(now, troubled, allowance);
  }

  Plan plan() {
    return new Plan(due, turns, asked, burstUntil, backedOff, triggered, budget);
  }

  /** Whether something is to be asked now and is not being asked already. */
  boolean isDue(String key) {
    Instant at = due.get(key);
    return at != null && !at.isAfter(now) && !asked.contains(key);
  }

  void ask(Look look) {
    looks.add(look);
    asked.add(look.key());
  }

  /** Whether so many calls to RIPEstat may be made; those of the spread round always may. */
  boolean mayCall(int calls, boolean inTurn) {
    return (inTurn && allowance.covers()) || budget.left() >= calls;
  }

  /** Counts calls to RIPEstat; out of turn they take tokens. */
  void called(Budget.Kind kind, int calls, boolean inTurn) {
    boolean free = kind == Budget.Kind.SPREAD || (inTurn && allowance.covers());
    budget = budget.spent(now, kind, calls, free ? 0 : calls, allowance.hour());
  }

  int turn(String key) {
    return turns.getOrDefault(key, 0);
  }

  void turned(String key) {
    turns.merge(key, 1, Integer::sum);
  }

  /** Brings a look forward, never back. */
  void sooner(String key, Instant at) {
    Instant before = due.get(key);
    if (before == null || at.isBefore(before)) {
      due.put(key, at);
    }
  }

  /** Whether a reason may act again; if so, it is noted that it did. */
  boolean mayTrigger(String reason, Duration pause) {
    Instant last = triggered.get(reason);
    if (last != null && now.isBefore(last.plus(pause))) {
      return false;
    }
    triggered.put(reason, now);
    return true;
  }

  /**
   * A span below {@code most}, the same for the same key and turn: spreads the looks without
   * chance.
   */
  Duration jitter(String key, Duration most) {
    long spread =
        Math.floorMod((key.hashCode() * 31L + turn(key)) * 0x9E3779B97F4A7C15L >>> 20, 1000);
    return most.multipliedBy(spread).dividedBy(1000);
  }
}
