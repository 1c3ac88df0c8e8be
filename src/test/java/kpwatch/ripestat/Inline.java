package kpwatch.ripestat;

/** Small answers in today's layout, with numbers kept for documentation. */
final class Inline {
  static final String PREFIX = "203.0.113.0/24";

  private Inline() {}

  static final String LOOKING_GLASS =
      """
      {"messages":[],"version":"2.1","data_call_name":"looking-glass","data_call_status":"supported",
       "status":"ok","status_code":200,"time":"2026-11-24T11:59:58.432513",
       "data":{"rrcs":[
         {"rrc":"RRC00","location":"Amsterdam, NL","peers":[
           {"asn_origin":"64500","as_path":"64496 64497 {64499} 64500 64500","prefix":"203.0.113.0/24",
            "peer":"192.0.2.1","latest_time":"2026-11-24T11:59:55.100000","community_info":{"a":[{}]}},
           {"asn_origin":64500,"as_path":"AS64498 64500","prefix":"203.0.113.0/24",
            "peer":"2001:db8::1","latest_time":"2026-11-24T11:59:56Z"}]},
         {"peers":[
           {"as_path":"64496 64500","prefix":"203.0.113.0/24",
            "peer":"192.0.2.9","latest_time":"2026-11-24T13:59:56+02:00"}],"rrc":"rrc01"}],
        "query_time":"2026-11-24T11:59:57","latest_time":"2026-11-24T11:59:00","parameters":{}}}
      """;

  static final String RRC_INFO =
      """
      {"status":"ok","data_call_status":"production","time":"2026-11-24T11:59:58","data":{"rrcs":[
        {"name":"RRC00","peers":[
          {"asn":64496,"ip":"192.0.2.1","is_full_feed_v4":true},
          {"asn":"64497","ip":"192.0.2.2","is_full_feed_v4":false},
          {"asn":64498,"ip":"2001:db8::1","is_full_feed_v4":true}]},
        {"name":"RRC02","deactivated_on":"2008-10","peers":[]}]}}
      """;

  static final String RPKI =
      """
      {"status":"ok","data_call_status":"supported","time":"2026-11-24T11:59:58","data":{
        "resource":"64500","prefix":"203.0.113.0/24","status":"valid","validating_roas":[]}}
      """;
}
