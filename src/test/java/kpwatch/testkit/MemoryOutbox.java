package kpwatch.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import kpwatch.incident.Jump;
import kpwatch.notify.Card;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Merging;
import kpwatch.notify.Message;
import kpwatch.notify.Notification;
import kpwatch.notify.Notification.Kind;
import kpwatch.notify.Outbox;
import kpwatch.notify.Recipient;
import kpwatch.notify.Rung;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Mute;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.watch.Round;
import kpwatch.watch.Subscriptions;

/**
 * An outbox and the channels it serves that only remember, by the rules of the database: both pass
 * the same contract. Quick enough for a hundred thousand histories.
 */
public final class MemoryOutbox implements Outbox, Subscriptions {
  private static final Duration NOT_SUBSCRIBED = Duration.ofMinutes(5);
  private static final String PENDING = "pending";

  private final List<Row> rows = new ArrayList<>();
  private final Map<ChannelRef, List<Row>> waiting =
      new TreeMap<>(Comparator.comparing(ChannelRef::toString));
  private final Set<String> known = new HashSet<>();
  private final Map<ChannelRef, Subscription> subscriptions =
      new TreeMap<>(Comparator.comparing(ChannelRef::toString));
  private final Map<String, Card> cards = new HashMap<>();
  private final Map<Place, CardEdit> posted = new HashMap<>();

  private record Place(ChannelRef channel, String incident) {}

  /** A delivery as it is kept. */
  public static final class Row {
    private final long number;
    private final Notification notification;
    private final Recipient written;
    private Recipient to;
    private int attempts;
    private Instant due;
    private Optional<Instant> begun = Optional.empty();
    private Optional<Message> words = Optional.empty();
    private long carrier;
    private String state = PENDING;
    private Optional<String> reason = Optional.empty();
    private Optional<String> message = Optional.empty();
    private Optional<Instant> settled = Optional.empty();

    private Row(long number, Notification notification, Recipient to) {
      this.number = number;
      this.notification = notification;
      this.written = to;
      this.to = to;
      this.due = notification.at();
    }

    public long number() {
      return number;
    }

    public ChannelRef channel() {
      return to.channel();
    }

    public Notification notification() {
      return notification;
    }

    /** How it was to be heard when it was said. */
    public Recipient written() {
      return written;
    }

    /** The number of the delivery by which it was told. */
    public long toldBy() {
      return carrier == 0 ? number : carrier;
    }

    public boolean sent() {
      return state.equals("sent");
    }

    /** About an incident or our sight, and surely not there yet. */
    public boolean untried() {
      boolean news =
          notification.incident().isPresent()
              || notification.kind() == Kind.BLIND
              || notification.kind() == Kind.SEEING;
      return pending() && news && begun.isEmpty() && carrier == 0;
    }

    /** Given up in favour of the truth after a mute. */
    public boolean withheld() {
      return reason.equals(Optional.of("muted"));
    }

    public boolean withheldAt(Instant at) {
      return withheld() && settled.equals(Optional.of(at));
    }

    public boolean pending() {
      return state.equals(PENDING);
    }

    @Override
    public String toString() {
      return "#" + number + " " + notification.id() + " " + notification.kind().word();
    }

    /** The columns of the database by which a test may judge it. */
    public Map<String, Object> columns() {
      Map<String, Object> columns = new HashMap<>();
      columns.put("channel", channel().id());
      columns.put("state", state);
      columns.put("attempts", attempts);
      reason.ifPresent(r -> columns.put("reason", r));
      message.ifPresent(m -> columns.put("message", m));
      settled.ifPresent(at -> columns.put("settled_at", at.toEpochMilli()));
      begun.ifPresent(at -> columns.put("begun", at.toEpochMilli()));
      return columns;
    }
  }

  /** Everything that was said to anybody, in order. */
  public List<Row> rows() {
    return rows;
  }

  /** Whether anything waits for a platform, or a card there does not read as it should. */
  public boolean idle(String platform) {
    return waiting.entrySet().stream()
            .allMatch(e -> e.getValue().isEmpty() || !e.getKey().platform().equals(platform))
        && stale(platform).isEmpty();
  }

  /** The message in a channel that is kept as the card of an incident says. */
  public Optional<String> card(ChannelRef channel, String incident) {
    return Optional.ofNullable(posted.get(new Place(channel, incident))).map(CardEdit::message);
  }

  @Override
  public List<Subscription> all() {
    return List.copyOf(subscriptions.values());
  }

  public Optional<Subscription> find(ChannelRef channel) {
    return Optional.ofNullable(subscriptions.get(channel));
  }

  /** A channel wants something else; what waits for one that is muted from now on is owed. */
  public void put(Subscription subscription, Instant at) {
    ChannelRef channel = subscription.channel();
    put(subscription);
    if (subscription.mute().filter(m -> at.isBefore(m.until())).isPresent()) {
      waiting(channel).stream()
          .filter(Row::untried)
          .map(r -> r.due)
          .max(Comparator.naturalOrder())
          .ifPresent(
              last -> waiting(channel).forEach(r -> r.due = r.due.isBefore(last) ? last : r.due));
      waiting(channel).stream()
          .filter(Row::untried)
          .toList()
          .forEach(
              r -> {
                settle(r, "refused", Optional.of("muted"), at);
                owe(channel, r.notification.incident().orElse(r.notification.id()));
              });
    }
  }

  private void put(Subscription subscription) {
    subscriptions.put(subscription.channel(), subscription);
  }

  public void standing(ChannelRef channel, Standing standing) {
    subscriptions.computeIfPresent(channel, (c, s) -> s.with(standing));
  }

  /** What a round says, to whom, and what of it is withheld. */
  public void commit(Round round) {
    round.jump().filter(Jump::back).ifPresent(jump -> rewound(round.at(), jump.length()));
    for (Round.Post post : round.posts()) {
      if (known.add(post.notification().id())) {
        say(post.notification(), post.recipients());
      }
    }
    round.speech().cards().forEach(card -> cards.put(card.incident(), card));
    round.speech().withheld().forEach(w -> owe(w.channel(), w.incident()));
    for (Round.Unmuted unmuted : round.speech().unmuted()) {
      find(unmuted.channel())
          .filter(s -> s.mute().filter(m -> m.until().equals(unmuted.until())).isPresent())
          .ifPresent(s -> put(s.with(Optional.<Mute>empty())));
    }
  }

  private void say(Notification notification, List<Recipient> recipients) {
    Set<ChannelRef> named = new HashSet<>();
    for (Recipient to : recipients) {
      if (named.add(to.channel())) {
        Row row = new Row(rows.size() + 1L, notification, to);
        rows.add(row);
        waiting(to.channel()).add(row);
      }
    }
  }

  private void owe(ChannelRef channel, String incident) {
    find(channel)
        .flatMap(Subscription::mute)
        .filter(mute -> !mute.owed().contains(incident))
        .ifPresent(
            mute -> {
              List<String> owed = new ArrayList<>(mute.owed());
              owed.add(incident);
              subscriptions.computeIfPresent(
                  channel, (c, s) -> s.with(Optional.of(new Mute(mute.until(), owed))));
            });
  }

  private void rewound(Instant now, Duration by) {
    for (Row row : rows) {
      if (row.pending() && row.due.isAfter(now)) {
        Instant sooner = row.due.minus(by);
        row.due = sooner.isAfter(now) ? sooner : now;
      }
      row.begun = row.begun.map(at -> at.isAfter(now) ? now : at);
    }
  }

  /** What sounded, as {@link kpwatch.watch.WatchStore#rung} tells. */
  public List<Rung> rung(Instant since, Set<String> incidents) {
    return rows.stream()
        .filter(r -> r.to.sounding())
        .filter(
            r ->
                !r.notification.at().isBefore(since)
                    || r.notification.incident().filter(incidents::contains).isPresent())
        .map(r -> new Rung(r.channel(), r.notification.incident(), r.notification.at()))
        .toList();
  }

  @Override
  public List<Delivery> due(String platform, Instant now, int most) {
    return waiting.entrySet().stream()
        .filter(e -> e.getKey().platform().equals(platform) && !e.getValue().isEmpty())
        .filter(e -> reachable(e.getKey()))
        .map(e -> row(e.getValue().get(0).toldBy()))
        .filter(r -> !r.due.isAfter(now))
        .sorted(
            Comparator.<Row>comparingInt(r -> rank(r.notification))
                .thenComparing(r -> r.to.mention().isEmpty())
                .thenComparing(r -> r.number))
        .limit(most)
        .map(this::delivery)
        .toList();
  }

  private static int rank(Notification notification) {
    if (notification.sounding()) {
      return 0;
    }
    return switch (notification.kind()) {
      case OPENED, CLOSED, CORRECTION -> 0;
      case UPDATED, UNSTABLE -> 1;
      default -> 2;
    };
  }

  private boolean reachable(ChannelRef channel) {
    return find(channel).filter(s -> !s.standing().isActive()).isEmpty();
  }

  private List<Row> waiting(ChannelRef channel) {
    return waiting.computeIfAbsent(channel, c -> new ArrayList<>());
  }

  private Row row(long number) {
    return rows.get((int) number - 1);
  }

  private Delivery delivery(Row row) {
    return new Delivery(
        row.number,
        row.to,
        row.notification,
        row.attempts,
        row.due,
        row.begun,
        row.notification.incident().flatMap(code -> card(row.channel(), code)),
        row.words);
  }

  @Override
  public List<Delivery> begun(List<Delivery> deliveries, Instant at) {
    return deliveries.stream().flatMap(d -> begun(d, at).stream()).toList();
  }

  private Optional<Delivery> begun(Delivery delivery, Instant at) {
    Row row = row(delivery.number());
    if (!row.pending() || row.attempts != delivery.attempts() || row.carrier != 0) {
      return Optional.empty();
    }
    row.begun = row.begun.or(() -> Optional.of(at));
    row.due = at;
    List<Row> line = waiting(delivery.channel());
    if (delivery.begun().isPresent() || line.size() == 1) {
      return Optional.of(delivery);
    }
    List<Delivery> all = new ArrayList<>(line.stream().map(this::delivery).toList());
    all.set(0, delivery);
    Optional<Card> card =
        delivery.notification().incident().flatMap(code -> Optional.ofNullable(cards.get(code)));
    Optional<Merging.Merged> merged = Merging.of(all, card, at);
    merged.ifPresent(m -> carry(m, at));
    return Optional.of(merged.map(Merging.Merged::carrier).orElse(delivery));
  }

  private void carry(Merging.Merged merged, Instant at) {
    Row carrier = row(merged.carrier().number());
    carrier.begun = Optional.of(at);
    carrier.due = at;
    carrier.words = Optional.of(merged.carrier().words());
    carrier.to = merged.carrier().to();
    for (Delivery carried : merged.carried()) {
      row(carried.number()).carrier = carrier.number;
      row(carried.number()).begun = Optional.empty();
    }
  }

  private List<Row> told(Delivery delivery) {
    return waiting(delivery.channel()).stream()
        .filter(r -> r.toldBy() == delivery.number() || r.number == delivery.number())
        .toList();
  }

  @Override
  public void sent(List<Sent> taken) {
    for (Sent sent : taken) {
      Delivery delivery = sent.delivery();
      if (settle(delivery, "sent", Optional.empty(), sent.message(), sent.at())) {
        sent.message().ifPresent(name -> posted(delivery, name, sent.at()));
      }
    }
  }

  private boolean settle(
      Delivery delivery,
      String state,
      Optional<String> reason,
      Optional<String> message,
      Instant at) {
    List<Row> settled = told(delivery);
    for (Row row : settled) {
      row.attempts = delivery.attempts() + 1;
      row.message = message;
      settle(row, state, reason, at);
    }
    return !settled.isEmpty();
  }

  private void settle(Row row, String state, Optional<String> reason, Instant at) {
    row.state = state;
    row.reason = reason;
    row.settled = Optional.of(at);
    row.begun = Optional.empty();
    waiting(row.channel()).remove(row);
  }

  private void posted(Delivery delivery, String name, Instant at) {
    Notification said = delivery.notification();
    if (said.incident().isEmpty() || said.kind() == Kind.CLOSED || said.kind() == Kind.CORRECTION) {
      return;
    }
    String incident = said.incident().orElseThrow();
    posted.putIfAbsent(
        new Place(delivery.channel(), incident),
        new CardEdit(
            delivery.channel(),
            name,
            at,
            at,
            said.at(),
            false,
            delivery.to().detail(),
            new Card(incident, said.at(), said.at(), "", false, said.message())));
  }

  @Override
  public void refused(Delivery delivery, String reason, Instant at) {
    settle(delivery, "refused", Optional.of(reason), Optional.empty(), at);
  }

  @Override
  public void postponed(Delivery delivery, String reason, boolean doubt, Instant again) {
    postpone(delivery, reason, doubt ? delivery.begun() : Optional.empty(), again);
  }

  private void apart(Row carrier, Instant again) {
    waiting(carrier.channel()).stream()
        .filter(r -> r.carrier == carrier.number)
        .forEach(
            r -> {
              r.carrier = 0;
              r.due = again;
            });
    carrier.words = Optional.empty();
  }

  @Override
  public void absent(Delivery delivery, Instant at) {
    Row row = row(delivery.number());
    if (row.pending()) {
      apart(row, at);
      row.due = at;
      row.begun = Optional.empty();
    }
  }

  private void postpone(Delivery delivery, String reason, Optional<Instant> begun, Instant again) {
    Row row = row(delivery.number());
    if (begun.isEmpty() && delivery.carries()) {
      apart(row, again);
    }
    if (row.pending()) {
      row.reason = Optional.of(reason);
      row.due = again;
      row.attempts = delivery.attempts() + 1;
      row.begun = begun;
    }
  }

  @Override
  public void paused(Delivery delivery, String reason, Instant at) {
    boolean subscribed = find(delivery.channel()).isPresent();
    standing(delivery.channel(), new Standing(Standing.State.PAUSED, reason, at));
    postpone(delivery, reason, delivery.begun(), subscribed ? at : at.plus(NOT_SUBSCRIBED));
  }

  @Override
  public void gone(Delivery delivery, String reason, Instant at) {
    standing(delivery.channel(), new Standing(Standing.State.GONE, reason, at));
    for (Row row : List.copyOf(waiting(delivery.channel()))) {
      settle(row, "refused", Optional.of(reason), at);
    }
  }

  @Override
  public List<CardEdit> stale(String platform) {
    return posted.values().stream()
        .filter(p -> p.channel().platform().equals(platform) && reachable(p.channel()))
        .flatMap(p -> stale(p).stream())
        .sorted(Comparator.comparing(CardEdit::edited).thenComparing(p -> p.channel().id()))
        .toList();
  }

  private Optional<CardEdit> stale(CardEdit shows) {
    return Optional.ofNullable(cards.get(shows.card().incident()))
        .filter(card -> card.changed().isAfter(shows.shown()))
        .map(card -> with(shows, card, shows.edited(), shows.shown(), shows.frozen()));
  }

  private static CardEdit with(
      CardEdit old, Card card, Instant edited, Instant shown, boolean frozen) {
    return new CardEdit(
        old.channel(), old.message(), old.posted(), edited, shown, frozen, old.detail(), card);
  }

  private void shows(CardEdit edit, Instant shown, boolean frozen, Instant at) {
    posted.computeIfPresent(
        place(edit), (p, old) -> with(old, old.card(), at, shown, old.frozen() || frozen));
  }

  private static Place place(CardEdit edit) {
    return new Place(edit.channel(), edit.card().incident());
  }

  @Override
  public void edited(CardEdit edit, Instant at) {
    shows(edit, edit.card().changed(), false, at);
  }

  @Override
  public void editLater(CardEdit edit, Instant again) {
    shows(edit, edit.shown(), false, again);
  }

  @Override
  public void frozen(CardEdit edit, Instant at) {
    shows(edit, edit.card().ended() ? edit.card().changed() : edit.shown(), true, at);
  }

  @Override
  public void lost(CardEdit edit, Instant at) {
    boolean forgotten = posted.remove(place(edit)) != null;
    Stream.ofNullable(cards.get(edit.card().incident()))
        .filter(card -> forgotten && !card.ended())
        .forEach(card -> again(edit, card, at));
  }

  private void again(CardEdit edit, Card card, Instant at) {
    if (find(edit.channel()).flatMap(Subscription::mute).isPresent()) {
      owe(edit.channel(), card.incident());
      return;
    }
    Notification notification =
        new Notification(
            card.incident() + "/again/" + edit.channel() + "/" + at,
            at,
            Optional.of(card.incident()),
            Optional.empty(),
            Kind.UPDATED,
            false,
            kpwatch.subscription.Level.ALL,
            card.message());
    if (known.add(notification.id())) {
      say(notification, List.of(Recipient.silent(edit.channel(), edit.detail())));
    }
  }
}
