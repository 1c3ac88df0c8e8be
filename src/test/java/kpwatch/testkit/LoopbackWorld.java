package kpwatch.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kpwatch.files.HostAnswer;
import kpwatch.files.PlayedWorld;
import kpwatch.files.Scenario;
import kpwatch.network.Network;
import kpwatch.observation.Subject;
import kpwatch.testkit.rislive.FakeRisLive;
import kpwatch.testkit.rislive.PlayedRisLive;

/**
 * A scenario played on loopback over HTTP and DNS, faster than it was: RIPEstat, RIS Live, the
 * sites, the name servers and the controls. Its time begins with {@link #begin} and runs {@code
 * speed} times as fast as ours. A refusal is played as a reset, since all sites share one port.
 */
public final class LoopbackWorld implements AutoCloseable {
  /**
   * Answers are hurried less than time itself, or what this machine needs for one would outweigh
   * what the scenario says.
   */
  private static final int UNHURRIED = 5;

  private final Scenario scenario;
  private final int speed;
  private final PlayedWorld world;
  private final FakeRipeStat ripestat;
  private final PlayedRisLive risLive;
  private final FakeWeb web;
  private final Map<String, FakeDns> nameservers = new LinkedHashMap<>();
  private volatile Instant began = Instant.MAX;

  public LoopbackWorld(Scenario scenario, int speed) throws IOException {
    this.scenario = scenario;
    this.speed = speed;
    this.world = new PlayedWorld(scenario);
    this.ripestat = new FakeRipeStat(world, this::now);
    this.risLive = new PlayedRisLive(world, this::now);
    this.web = FakeWeb.shared(host -> behaviour(webSubject(host)));
    for (Network.Nameserver server : scenario.network().nameservers()) {
      Subject subject = Subject.dns(server.host());
      nameservers.put(server.host(), new FakeDns(zone -> behaviour(subject)));
    }
  }

  /** From here on the scenario's time passes; before, it stands at its start. */
  public void begin() {
    began = Instant.now();
  }

  /** The time in the scenario. */
  public Instant now() {
    Instant real = Instant.now();
    return real.isBefore(began)
        ? scenario.start()
        : scenario.start().plus(Duration.between(began, real).multipliedBy(speed));
  }

  /** How long it takes us until the scenario's time is {@code then}; zero if it is over. */
  public Duration until(Instant then) {
    Duration left = Duration.between(now(), then).dividedBy(speed);
    return left.isNegative() ? Duration.ZERO : left;
  }

  public FakeRipeStat ripestat() {
    return ripestat;
  }

  public FakeRisLive risLive() {
    return risLive.server();
  }

  public FakeWeb web() {
    return web;
  }

  /**
   * Writes the network and the settings of a program that is to watch this world: at the polite
   * pace if the world is not hurried.
   */
  public Path settings(Path folder, List<String> more) throws IOException {
    Path network = folder.resolve("network.json");
    Files.writeString(network, NetworkText.of(scenario.network()));
    List<String> lines = new ArrayList<>();
    lines.add("watch.network = " + network);
    if (speed > 1) {
      lines.add("watch.interval = " + faster(Duration.ofMinutes(2)));
      lines.add("watch.confirm = " + faster(Duration.ofSeconds(45)));
      lines.add("probe.interval = " + faster(Duration.ofMinutes(5)));
      lines.add("ripestat.daily-budget = 100000");
    }
    lines.add("probe.contact = ops@example.org");
    lines.add("probe.resolve = " + resolved());
    lines.add("ripestat.base-url = " + ripestat.baseUrl());
    lines.add("ris-live.url = " + risLive.url());
    lines.add("storage.url = jdbc:sqlite:" + folder.resolve("kpwatch.db"));
    lines.addAll(more);
    return Files.write(folder.resolve("bot-config.properties"), lines);
  }

  private String faster(Duration time) {
    return time.toMillis() / speed + " ms";
  }

  private String resolved() {
    Map<String, InetSocketAddress> where = new LinkedHashMap<>();
    scenario.network().sites().forEach(s -> where.put(s.host(), web.address(s.host())));
    scenario.network().controls().forEach(c -> where.put(c.host(), web.address(c.host())));
    nameservers.forEach((host, server) -> where.put(host, server.address()));
    return where.entrySet().stream()
        .map(
            e ->
                e.getKey()
                    + "="
                    + e.getValue().getAddress().getHostAddress()
                    + ":"
                    + e.getValue().getPort())
        .collect(Collectors.joining(","));
  }

  private Subject webSubject(String host) {
    String name = host.contains(":") ? host.substring(0, host.indexOf(':')) : host;
    return scenario.network().site(name).isPresent() ? Subject.site(name) : Subject.control(name);
  }

  private Behaviour behaviour(Subject host) {
    PlayedWorld.Attempt met = world.attempt(host, now());
    return Behaviour.of(
        word(met.answer()), met.time().toMillis() * Math.min(speed, UNHURRIED) / speed);
  }

  private static String word(HostAnswer answer) {
    return switch (answer.answer()) {
      case OK, HTTP_ERROR -> answer.status() == 200 ? "ok" : "http-" + answer.status();
      case TIMEOUT, UNREACHABLE -> "timeout";
      case REFUSED, RESET -> "reset";
      default -> answer.answer().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    };
  }

  @Override
  public void close() {
    ripestat.close();
    risLive.close();
    web.close();
    nameservers.values().forEach(FakeDns::close);
  }
}
