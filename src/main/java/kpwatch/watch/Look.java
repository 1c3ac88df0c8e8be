package kpwatch.watch;

import java.net.InetAddress;
import java.util.List;
import kpwatch.observation.Prefix;
import kpwatch.observation.ProbeSource.Scheme;

/**
 * One thing to be asked. Its key says what it is, and keeps the same thing from being asked twice
 * at once.
 */
public sealed interface Look {
  /** Names the look in the plan: {@code routes}, {@code address:175.45.176.71}. */
  String key();

  /**
   * {@code looking-glass} for each prefix and each address, together: they are judged against the
   * control among them.
   */
  record Routes(List<Prefix> prefixes, List<Spot> spots) implements Look {
    public Routes {
      prefixes = List.copyOf(prefixes);
      spots = List.copyOf(spots);
    }

    /** These prefixes alone. */
    public Routes(List<Prefix> prefixes) {
      this(prefixes, List.of());
    }

    /** Calls that it costs. */
    int calls() {
      return prefixes.size() + spots.size();
    }

    @Override
    public String key() {
      return "routes";
    }
  }

  /** An address inside a watched prefix, to ask which route leads there. */
  record Spot(InetAddress address, Prefix within) {}

  /** What the stream of RIS Live has come to; nobody asks for it, it is there. */
  record Stream() implements Look {
    @Override
    public String key() {
      return "stream";
    }
  }

  /** {@code rrc-info}. */
  record Peers() implements Look {
    @Override
    public String key() {
      return "peers";
    }
  }

  /** {@code rpki-validation} for each prefix. */
  record Validations(List<Prefix> prefixes) implements Look {
    public Validations {
      prefixes = List.copyOf(prefixes);
    }

    @Override
    public String key() {
      return "rpki";
    }
  }

  /** One GET. */
  record Visit(String host, Scheme scheme, InetAddress address) implements Look {
    @Override
    public String key() {
      return "address:" + address.getHostAddress();
    }
  }

  /** One SOA question. */
  record Ask(String host, InetAddress address, String zone) implements Look {
    @Override
    public String key() {
      return "dns:" + host;
    }
  }

  /** Every control, together: they are one round. */
  record Controls(List<String> hosts) implements Look {
    public Controls {
      hosts = List.copyOf(hosts);
    }

    @Override
    public String key() {
      return "controls";
    }
  }

  /** One A question, to one of the country's own name servers. */
  record Name(String host, String server, InetAddress address) implements Look {
    @Override
    public String key() {
      return "name:" + host;
    }
  }
}
