package kpwatch.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import kpwatch.observation.Answer;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;

/** Random trouble for a made-up country, theirs or ours. */
public final class Trouble {
  /** Just enough to be a sample of the internet, and quick. */
  public static final Crowd ENOUGH = new Crowd(100, 10, 50);

  private static final Asn STRANGER = new Asn(64_500);
  private static final Crowd TOO_FEW = new Crowd(99, 10, 50);
  private static final Crowd ONE_COLLECTOR = new Crowd(100, 1, 50);

  private final Country country;
  private final Random random;

  public Trouble(Country country, Random random) {
    this.country = country;
    this.random = random;
  }

  /** Something changes over there, or with us. */
  public void any() {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> routes();
      case 3, 4, 5 -> hosts();
      case 6 -> {
        country.everyRoute(0);
        country.everyHost(Answer.TIMEOUT);
      }
      case 7 -> country.well();
      default -> ours();
    }
  }

  /** Something changes with us alone: nothing of it says anything of the country. */
  public void ours() {
    switch (random.nextInt(6)) {
      case 0 -> country.ripestat(Optional.of(Histories.one(random, Cause.values())));
      case 1 -> country.ripestat(Optional.empty());
      case 2 -> country.failingControls(3 + random.nextInt(2));
      case 3 -> country.failingControls(random.nextInt(2));
      case 4 -> {
        country.crowd(Histories.one(random, TOO_FEW, ONE_COLLECTOR));
        country.everyRoute(Histories.one(random, 0, ENOUGH.size()));
      }
      default -> {
        country.crowd(ENOUGH);
        country.everyRoute(ENOUGH.size());
      }
    }
  }

  /** RIPEstat does not answer, or does again; the controls neither. */
  public void unanswered() {
    switch (random.nextInt(4)) {
      case 0 -> country.ripestat(Optional.of(Histories.one(random, Cause.values())));
      case 1 -> country.failingControls(3 + random.nextInt(2));
      default -> country.well();
    }
  }

  private void routes() {
    int all = ENOUGH.size();
    int seeing = Histories.one(random, 0, 0, 5, 9, 10, 15, 40, 65, 75, all, all);
    Prefix one = Histories.one(random, country.network().prefixes().toArray(new Prefix[0]));
    switch (random.nextInt(7)) {
      case 0 -> country.route(one, seeing);
      case 1 -> country.everyRoute(Map.of(new Asn(4837), seeing));
      case 2 -> country.everyRoute(Map.of(new Asn(4837), seeing / 2, STRANGER, seeing / 2));
      case 3 -> instead(seeing);
      case 4 -> claimed(one, Histories.one(random, 1, 3, 40));
      default -> country.everyRoute(seeing);
    }
  }

  /** The block in place of its parts. */
  private void instead(int seeing) {
    Asn origin = country.network().origin();
    country.everyRoute(0);
    country
        .network()
        .block()
        .ifPresent(
            b -> country.announce(b, List.of(new Country.Claim(origin, new Asn(4837), seeing))));
  }

  /** Somebody else announces the prefix, or a part of it. */
  private void claimed(Prefix prefix, int following) {
    Country.Claim foreign = new Country.Claim(STRANGER, new Asn(1299), following);
    if (random.nextBoolean()) {
      country.announce(new Prefix(prefix.address(), prefix.length() + 1), List.of(foreign));
      return;
    }
    Country.Claim own =
        new Country.Claim(country.network().origin(), new Asn(4837), ENOUGH.size() - following);
    country.announce(prefix, List.of(own, foreign));
  }

  private void hosts() {
    List<Subject> some = new ArrayList<>(country.addresses());
    Collections.shuffle(some, random);
    List<Subject> struck = new ArrayList<>(some.subList(0, random.nextInt(some.size() + 1)));
    if (random.nextInt(3) == 0) {
      struck.addAll(country.nameservers());
    }
    Answer answer =
        Histories.one(random, Answer.TIMEOUT, Answer.UNREACHABLE, Answer.HTTP_ERROR, Answer.OK);
    Duration takes = Country.USUAL.multipliedBy(1 + random.nextInt(5));
    struck.forEach(host -> country.host(host, answer, takes));
  }
}
