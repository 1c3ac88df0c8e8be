package kpwatch.testkit.discord;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * Discord on one port of loopback: REST under {@link #baseUrl()}, gateway at {@link #gatewayUrl()}.
 * Nonce memory, edit age and the life of interaction tokens follow the clock that is given; what
 * goes over the wire (heartbeats, rate limits, the 3 seconds for an acknowledgement) follows real
 * time.
 */
public final class FakeDiscord implements AutoCloseable {
  private final InstantSource clock;
  private final Changes changes = new Changes();
  private final Token token = new Token();
  private final World world;
  private final Gateway gateway;
  private final Messages messages;
  private final Commands commands;
  private final InteractionRoutes interactions;
  private final People people;
  private final Pauses pauses = new Pauses();
  private final Rest rest;
  private MockWebServer server = new MockWebServer();
  private int port;

  /** On a free port and the system's clock. */
  public FakeDiscord() {
    this(InstantSource.system());
  }

  /** On a free port. */
  public FakeDiscord(InstantSource clock) {
    this.clock = clock;
    world = new World(clock);
    gateway = new Gateway(world, token, changes, this::gatewayUrl);
    messages = new Messages(world, clock);
    commands = new Commands(world, clock);
    interactions = new InteractionRoutes(world, messages);
    people = new People(this, interactions, messages);
    Access access = new Access(world);
    MessageRoutes posts = new MessageRoutes(world, access, messages);
    rest =
        new Rest(
            world,
            token,
            changes,
            Stream.of(
                    new AppRoutes(world, gateway, commands, this::gatewayUrl).routes(),
                    new ChannelRoutes(world, access).routes(),
                    posts.routes(),
                    new ThreadRoutes(access, messages, posts).routes(),
                    interactions.routes())
                .flatMap(routes -> routes),
            pauses);
    listen();
  }

  /** For {@code RestConfig.setBaseUrl}; ends with a slash. */
  public String baseUrl() {
    return "http://127.0.0.1:" + port + "/api/v10/";
  }

  /** Also what {@code GET gateway/bot} and READY give. */
  public String gatewayUrl() {
    return "ws://127.0.0.1:" + port + "/gw";
  }

  /** Of the bot, without the word {@code Bot}. */
  public String token() {
    return Token.VALUE;
  }

  public World world() {
    return world;
  }

  public Gateway gateway() {
    return gateway;
  }

  public Commands commands() {
    return commands;
  }

  /** Slash commands, clicks and choices of people. */
  public People people() {
    return people;
  }

  /** What everybody in a channel can read, oldest first; what is ephemeral is not among it. */
  public List<StoredMessage> messages(FakeChannel channel) {
    synchronized (world) {
      return messages.in(channel.id()).stream().map(Message::stored).toList();
    }
  }

  /** A moderator removes a message. */
  public void delete(StoredMessage message) {
    synchronized (world) {
      messages.find(message.id()).ifPresent(messages::delete);
    }
  }

  public Limits limits() {
    return rest.limits();
  }

  public Faults faults() {
    return rest.faults();
  }

  /**
   * What the bot did wrong, one line each: method, path, field and why. A body that Discord would
   * refuse, one that it would take but our contract forbids, and a request in a forbidden window.
   */
  public List<String> violations() {
    return List.copyOf(rest.violations());
  }

  /** How long a nonce is remembered, on the fake's clock; 3 minutes at first. */
  public void nonceMemory(Duration length) {
    synchronized (world) {
      messages.nonceMemory(length);
    }
  }

  /** Posts that a known nonce turned into the message that was there already. */
  public int postsSwallowedByNonce() {
    synchronized (world) {
      return messages.nonceHits();
    }
  }

  /** How often an hour a message older than an hour may be edited before 30046; 3 at first. */
  public void oldEdits(int most) {
    synchronized (world) {
      messages.oldEdits(most);
    }
  }

  /** The time for an acknowledgement, real; 3 s at first. With zero every one comes too late. */
  public void acknowledgeWithin(Duration time) {
    synchronized (world) {
      interactions.acknowledgeWithin(time);
    }
  }

  /** Every REST request so far, refused and lost ones included. */
  public List<Asked> requests() {
    return rest.seen();
  }

  /** How many requests came after the first 401; a bot that stops has none. */
  public int requestsAfter401() {
    return rest.after401();
  }

  /**
   * Answers of 401, 403 and 429, those of scope shared left out; 10,000 in 10 minutes get an
   * address banned. https://docs.discord.com/developers/topics/rate-limits
   */
  public int invalidAnswers() {
    return rest.invalid();
  }

  /** The token is void from now on: 401 over REST, and 4004 closes the gateway. */
  public void revokeToken() {
    token.revoke();
    gateway.forgetSessions();
    gateway.close(4004);
  }

  /**
   * Waits until a change makes it true.
   *
   * @throws AssertionError with {@code otherwise} if it is not in time
   */
  public void await(BooleanSupplier looksRight, Duration atMost, String otherwise) {
    if (!changes.await(looksRight, atMost)) {
      throw new AssertionError(otherwise + " within " + atMost);
    }
  }

  /** Waits for so many messages in a channel and returns them all. */
  public List<StoredMessage> awaitMessages(FakeChannel channel, int count, Duration atMost) {
    await(
        () -> messages(channel).size() >= count,
        atMost,
        "fewer than " + count + " messages in " + channel.name());
    return messages(channel);
  }

  /** Dies: connections break, the port refuses; what is stored stays. */
  public void stop() {
    pauses.end();
    server.close();
  }

  /** Comes back on the same port. */
  public void start() {
    server = new MockWebServer();
    pauses.begin();
    listen();
  }

  @Override
  public void close() {
    stop();
  }

  Instant now() {
    return clock.instant();
  }

  private void listen() {
    server.setServerSocketFactory(new Ports());
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    try {
      server.start(InetAddress.getByName("127.0.0.1"), port);
      port = server.getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MockResponse answer(RecordedRequest request) {
    if (request.getUrl().encodedPath().equals("/gw")) {
      return new MockResponse.Builder().webSocketUpgrade(gateway.connect(request.getUrl())).build();
    }
    return rest.answer(Asked.of(request)).response();
  }
}
