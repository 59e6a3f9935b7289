using System.Globalization;
using System.Text;
using OmniChannel.Tests.Policies.Compiled;

namespace OmniChannel.Tests.Policies;

/// <summary>NBC-1 as a policy file, made from the tables of a seed.</summary>
internal static class NbcPolicyFile
{
    /// <summary>In the order of the reference: the first wins a tie.</summary>
    public static readonly string[] Names = ["email", "sms", "push", "whatsapp", "in-app", "web-popup", "social", "live-chat"];

    public static string Of(NbcTables tables) => $$"""
        {
          // NBC-1, the reference next-best-channel policy
          "version": 1, "name": "nbc-1", "otherwise": "best", "terms": [], "safeCaps": false, "safeQuietHours": false,
          "facts": [
            {{Flags("consent", "reach", "healthy")}},
            {{Numbers(("sent", 0, 20), ("eng", 0, 255))}},
            { "name": "custom.optOut", "type": "bool" }, { "name": "custom.minor", "type": "bool" },
            { "name": "custom.appInst", "type": "bool" }, { "name": "custom.appAct", "type": "bool" }, { "name": "custom.webAct", "type": "bool" },
            { "name": "custom.msg", "type": "text", "values": ["marketing", "transactional", "service"] },
            {{string.Join(",\n    ", Customer.Select(one => Invariant($$"""{ "name": "custom.{{one.Name}}", "type": "int", "min": {{one.Min}}, "max": {{one.Max}} }""")))}}
          ],
          "rules": [
            { "require": ["*"], "when": "custom.consent || (custom.msg == 'transactional' && channel.name in ['email', 'in-app'])", "because": "R1: consent" },
            { "require": ["*"], "when": "custom.reach", "because": "R2: an address" },
            { "require": ["*"], "when": "custom.healthy", "because": "R3: a provider that works" },
            { "exclude": ["*"], "when": "custom.optOut && custom.msg == 'marketing'", "because": "R4: opted out" },
            { "exclude": {{Mask(0xCA)}}, "when": "custom.minor && custom.msg == 'marketing'", "because": "R5: minors" },
            { "exclude": {{Mask(0x8E)}}, "when": "custom.urgency < 3", "within": { "minute": "custom.now", "shift": "custom.tz", "from": "custom.qs", "until": "custom.qe" }, "because": "R6: quiet hours" },
            { "exclude": {{Mask(0x4F)}}, "when": "custom.sent24 >= 3 && custom.msg == 'marketing'", "because": "R7: enough for a day" },
            { "exclude": {{Mask(0x4F)}}, "when": "custom.sent7 >= 10 && custom.msg == 'marketing'", "because": "R8: enough for a week" },
            { "exclude": {{Mask(0x4E)}}, "when": "custom.hoursTouch < 4 && custom.urgency < 2", "because": "R9: touched just now" },
            {{string.Join(",\n    ", Names.Select((name, c) => $$"""{ "exclude": ["{{name}}"], "when": "custom.sent >= {{NbcTables.Cap[c]}} && custom.msg != 'transactional'", "because": "R10: enough on {{name}}" }"""))}},
            { "exclude": ["email"], "when": "custom.bounces >= 2", "because": "R11: bounces" },
            { "exclude": ["sms"], "when": "custom.smsFails >= 3", "because": "R11: failures" },
            { "exclude": ["push"], "when": "!custom.appInst || custom.pushAge > 90", "because": "R12: no app" },
            { "require": ["in-app"], "when": "custom.appAct", "because": "R13: not in the app" },
            { "require": ["web-popup"], "when": "custom.webAct", "because": "R13: not on the site" },
            { "exclude": ["whatsapp"], "when": "custom.waIn >= 24 && custom.msg == 'marketing' && custom.ltv < 2", "because": "R14: the reply window" },
            { "exclude": ["live-chat"], "when": "custom.agents == 0 || (!custom.appAct && !custom.webAct)", "because": "R15: nobody there" },
            { "exclude": ["*"], "above": { "left": "custom.budget", "costs": {{Table("country", 8, NbcTables.Eff)}} }, "because": "R16: the budget" },
            { "exclude": {{Mask(0x0B)}}, "when": "custom.complaints >= 1 && custom.msg == 'marketing'", "because": "R17: complained" },
            {{Score("S1", "persona", tables.Persona)}}, {{Score("S2", "stage", tables.Stage)}}, {{Score("S3", "device", tables.Device)}},
            {{Score("S4", "urgency", tables.Urgency)}}, {{Score("S5", "segment", tables.Segment)}},
            { "score": ["*"], "points": { "steps": { "of": "custom.eng", "from": [[0, 50], [2, 35], [8, 15], [31, 0], [91, -20]] } }, "because": "S6: engaged lately" },
            { "score": {{Mask(0xFF)}}, "points": { "table": {{Table("country", 8, (country, c) => -(NbcTables.Eff(country, c) / 50))}} }, "because": "S7: what it costs" },
            { "score": ["*"], "points": { "linear": { "of": "custom.sent", "points": -8 } }, "because": "S8: fatigue" },
            { "score": {{Mask(0x88)}}, "points": 25, "when": "custom.ltv >= 3", "because": "S9: best customers" },
            { "score": {{Mask(0x82)}}, "points": -15, "when": "custom.ltv <= 1", "because": "S9: others" },
            { "score": {{Mask(0x8E)}}, "points": 40, "when": "custom.cart >= 20000 && custom.stage == 2", "because": "S10: a full cart" },
            { "score": ["email"], "points": 10, "when": "custom.cart >= 20000 && custom.stage != 2", "because": "S10: a full cart, early" },
          ],
        }
        """;

    private static readonly (string Name, int Min, int Max)[] Customer =
    [
        ("now", 0, 1439), ("agents", 0, 100), ("tz", -720, 840), ("qs", 0, 1439), ("qe", 0, 1439), ("hoursTouch", 0, 239), ("sent24", 0, 4), ("sent7", 0, 13), ("bounces", 0, 3), ("smsFails", 0, 4),
        ("pushAge", 0, 149), ("waIn", 0, 95), ("budget", 0, 2999), ("persona", 0, 5), ("stage", 0, 4), ("device", 0, 3), ("urgency", 0, 3), ("segment", 0, 15), ("ltv", 0, 4), ("country", 0, 7), ("complaints", 0, 1), ("cart", 0, 39999),
    ];

    private static string Score(string number, string key, int[][] points) => $$"""{ "score": {{Mask(0xFF)}}, "points": { "table": {{Table(key, points.Length, (row, c) => points[row][c])}} }, "because": "{{number}}: {{key}}" }""";

    private static string Table(string key, int rows, Func<int, int, int> points)
    {
        var text = new StringBuilder($$"""{ "by": ["custom.{{key}}", "channel.name"], "rows": [""");
        for (var row = 0; row < rows; row++)
        {
            for (var c = 0; c < Names.Length; c++)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{row}, \"{Names[c]}\", {points(row, c)}], ");
            }
        }

        return text.Append("], \"otherwise\": 0 }").ToString();
    }

    private static string Mask(int mask) => "[" + string.Join(", ", Names.Where((_, c) => (mask >> c & 1) == 1).Select(name => $"\"{name}\"")) + "]";

    private static string Flags(params string[] names) => string.Join(", ", names.Select(name => $$"""{ "name": "custom.{{name}}", "type": "bool", "perChannel": true }"""));

    private static string Numbers(params (string Name, int Min, int Max)[] numbers) =>
        string.Join(", ", numbers.Select(one => Invariant($$"""{ "name": "custom.{{one.Name}}", "type": "int", "min": {{one.Min}}, "max": {{one.Max}}, "perChannel": true }""")));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
