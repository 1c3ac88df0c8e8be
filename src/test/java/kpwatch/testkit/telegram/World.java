package kpwatch.testkit.telegram;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The users, chats and messages there are. Its monitor guards all of them. */
public final class World {
  /**
   * Who speaks for an anonymous administrator: https://core.telegram.org/bots/api#message, from.
   */
  static final Person GROUP_ANONYMOUS_BOT =
      new Person(1087968824L, true, "Group", "GroupAnonymousBot", "");

  private final InstantSource clock;
  private final Person bot;
  private final Map<Long, Person> people = new LinkedHashMap<>();
  private final Map<Long, Place> places = new LinkedHashMap<>();
  private final Set<Long> deactivated = new HashSet<>();
  private long nextPerson = 5_100_000_001L;
  private long nextGroup = -4_200_000_001L;
  private long nextSupergroup = -1_002_300_000_001L;
  private int lastCommonPost;
  private boolean privacyMode = true;

  World(InstantSource clock, Person bot) {
    this.clock = clock;
    this.bot = bot;
    people.put(bot.id(), bot);
  }

  Instant now() {
    return clock.instant();
  }

  /** Whether the bot sees only what is meant for it in groups where it is no administrator. */
  synchronized boolean privacyMode() {
    return privacyMode;
  }

  /** https://core.telegram.org/bots/features#privacy-mode; on unless switched off here. */
  public synchronized void privacyMode(boolean on) {
    privacyMode = on;
  }

  public Person bot() {
    return bot;
  }

  /** A user who has not met the bot. */
  public Person person(String firstName) {
    return person(firstName, "", "en");
  }

  public synchronized Person person(String firstName, String username, String language) {
    var person = new Person(nextPerson++, false, firstName, username, language);
    people.put(person.id(), person);
    place(new Place(this, person.id(), Place.Kind.PRIVATE, firstName, username, false));
    return person;
  }

  /** The account of a user is gone. */
  public synchronized void deactivate(Person person) {
    deactivated.add(person.id());
  }

  synchronized boolean isDeactivated(Place place) {
    return deactivated.contains(place.id());
  }

  /** The private chat with a user; nothing can be sent to it before the user starts the bot. */
  public synchronized Place privateChat(Person person) {
    return places.get(person.id());
  }

  /** The chat of somebody who started the bot long ago: of that no update is left. */
  public synchronized Place acquainted(String firstName) {
    Place place = privateChat(person(firstName));
    place.started = true;
    return place;
  }

  /** A basic group, without the bot. */
  public Place group(String title, Person creator) {
    return created(nextGroup(), Place.Kind.GROUP, title, "", false, creator);
  }

  public Place supergroup(String title, Person creator) {
    return created(nextSupergroup(), Place.Kind.SUPERGROUP, title, "", false, creator);
  }

  /** A supergroup with topics. */
  public Place forum(String title, Person creator) {
    return created(nextSupergroup(), Place.Kind.SUPERGROUP, title, "", true, creator);
  }

  /** A channel; {@code username} is empty for a private one. */
  public Place channel(String title, String username, Person creator) {
    return created(nextSupergroup(), Place.Kind.CHANNEL, title, username, false, creator);
  }

  private synchronized long nextGroup() {
    return nextGroup--;
  }

  private synchronized long nextSupergroup() {
    return nextSupergroup--;
  }

  private Place created(
      long id, Place.Kind kind, String title, String username, boolean forum, Person creator) {
    Place place = place(new Place(this, id, kind, title, username, forum));
    return place.set(creator, Membership.of(Status.CREATOR));
  }

  private synchronized Place place(Place place) {
    places.put(place.id(), place);
    return place;
  }

  /** A group's new self; the old one answers with the new id. */
  synchronized Place upgraded(Place group) {
    Place next =
        place(
            new Place(
                this, nextSupergroup(), Place.Kind.SUPERGROUP, group.title(), "", group.isForum()));
    next.members.putAll(group.members);
    next.allowed.clear();
    next.allowed.addAll(group.allowed);
    group.movedTo = Optional.of(next);
    return next;
  }

  /** A chat by its id or its @username. */
  synchronized Optional<Place> find(String chatId) {
    if (chatId.startsWith("@")) {
      return places.values().stream()
          .filter(p -> p.kind() != Place.Kind.PRIVATE)
          .filter(p -> p.username().equalsIgnoreCase(chatId.substring(1)))
          .findFirst();
    }
    return chatId.matches("-?[0-9]{1,18}")
        ? Optional.ofNullable(places.get(Long.parseLong(chatId)))
        : Optional.empty();
  }

  synchronized Optional<Person> person(long id) {
    return Optional.ofNullable(people.get(id));
  }

  /** Private chats and basic groups share the bot's one counter; others have their own. */
  synchronized int nextPostId(Place place) {
    boolean common = place.kind() == Place.Kind.PRIVATE || place.kind() == Place.Kind.GROUP;
    return common ? ++lastCommonPost : ++place.lastPost;
  }

  synchronized Post post(
      Place place,
      Optional<Person> from,
      Optional<Place> senderChat,
      Post.Context context,
      Formatted body) {
    var post = new Post(place, nextPostId(place), now(), from, senderChat, context, body);
    place.posts.put(post.id(), post);
    return post;
  }
}
