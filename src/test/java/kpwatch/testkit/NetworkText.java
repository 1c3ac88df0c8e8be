package kpwatch.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import kpwatch.network.Network;

/** A network as the text of a network file. */
final class NetworkText {
  private NetworkText() {}

  static String of(Network network) {
    ObjectNode file = new ObjectMapper().createObjectNode();
    file.put("format", "kpwatch-network-1");
    file.put("name", network.name());
    file.put("country", network.country());
    file.put("zone", network.zone());
    file.put("timezone", network.timezone().getId());
    file.put("capital", network.capital());
    file.put("origin_as", network.origin().number());
    network.block().ifPresent(block -> file.put("block", block.toString()));
    ArrayNode prefixes = file.putArray("prefixes");
    network.prefixes().forEach(p -> prefixes.add(p.toString()));
    ArrayNode upstreams = file.putArray("upstreams");
    for (Network.Upstream upstream : network.upstreams()) {
      ObjectNode entry = upstreams.addObject();
      entry.put("asn", upstream.asn().number());
      entry.put("name", upstream.name());
      entry.put("line", upstream.line());
    }
    ArrayNode sites = file.putArray("sites");
    for (Network.Site site : network.sites()) {
      ObjectNode entry = sites.addObject();
      entry.put("host", site.host());
      site.address().ifPresent(a -> entry.put("address", a.getHostAddress()));
      entry.put("scheme", "http");
      if (!site.group().isEmpty()) {
        entry.put("group", site.group());
      }
    }
    ArrayNode servers = file.putArray("nameservers");
    for (Network.Nameserver server : network.nameservers()) {
      ObjectNode entry = servers.addObject();
      entry.put("host", server.host());
      entry.put("address", server.address().getHostAddress());
    }
    ArrayNode controls = file.putArray("controls");
    for (Network.Control control : network.controls()) {
      ObjectNode entry = controls.addObject();
      entry.put("host", control.host());
      entry.put("kind", control.kind().word());
    }
    ArrayNode global = file.putArray("control_prefixes");
    network.controlPrefixes().forEach(p -> global.add(p.toString()));
    return file.toPrettyString();
  }
}
