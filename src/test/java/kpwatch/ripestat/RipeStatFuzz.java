package kpwatch.ripestat;

import java.net.InetAddress;
import java.util.List;
import kpwatch.observation.Address;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Around;
import kpwatch.observation.Observation.Missing;
import kpwatch.observation.Observation.Route;
import kpwatch.observation.Observation.Row;
import kpwatch.observation.Prefix;
import kpwatch.testkit.fuzz.Recordings;

/**
 * Any body as the answer to each call: an observation of what was asked for, or a {@code Missing}
 * in one line.
 */
@Recordings("ripestat-*/*")
public final class RipeStatFuzz {
  private static final Prefix ALL = Prefix.parse("0.0.0.0/0");
  private static final Prefix LINZ = Prefix.parse("140.78.0.0/16");
  private static final Prefix DOC = Prefix.parse(Inline.PREFIX);
  private static final InetAddress ADDRESS = Address.parse("203.0.113.1");
  private static final int MOST_ROWS = 100_000;
  private static final int MOST_HOPS = 1024;

  private RipeStatFuzz() {}

  public static void fuzzerTestOneInput(byte[] body) {
    seen(stat(body).routes(LINZ), LINZ);
    seen(stat(body).routes(DOC), DOC);
    seen(stat(body).around(ADDRESS, ALL), ALL);
    seen(stat(body).peers(), DOC);
    seen(stat(body).validation(new Asn(64_500), DOC), DOC);
  }

  private static RipeStat stat(byte[] body) {
    return new RipeStat(Canned.json(body), () -> Canned.NOW);
  }

  private static void seen(Observation answer, Prefix asked) {
    if (answer instanceof Missing missing) {
      require(missing.detail().indexOf('\n') < 0, "more than a line: " + missing.detail());
      require(missing.detail().length() < 1000, "a long detail");
    } else if (answer instanceof Route route) {
      require(route.prefix().equals(asked), "another prefix");
      rows(route.rows());
    } else if (answer instanceof Around around) {
      around.found().forEach(route -> rows(route.rows()));
    }
  }

  private static void rows(List<Row> rows) {
    require(rows.size() <= MOST_ROWS, "too many rows");
    for (Row row : rows) {
      require(row.path().hops().size() <= MOST_HOPS, "too many hops");
      require(row.path().origin().filter(Asn::namesNobody).isEmpty(), "nobody is an origin");
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
