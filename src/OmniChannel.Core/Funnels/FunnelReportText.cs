using System.Globalization;
using System.Text;

namespace OmniChannel;

/// <summary>Prints a report in columns, in the invariant culture.</summary>
internal static class FunnelReportText
{
    private const int MostMoves = 40;

    public static string Of(FunnelReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Funnel '{report.Funnel}': {report.Everybody.Customers:N0} of {report.Customers:N0} customers are in it");
        text.Append(report.At is { } at ? at.UtcDateTime.ToString("', as of 'yyyy-MM-dd HH:mm' UTC'", CultureInfo.InvariantCulture) : "").Append(".\n");
        var names = Math.Max(10, report.Everybody.Stages.Max(stage => stage.Stage.Name.Length));
        Group(text, report.Everybody, names);
        text.Append("\nMoves\n");
        foreach (var move in report.Moves.Take(MostMoves))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {move.Times,9:N0}  {move.From} → {move.To}{(move.IsRegression ? " (back)" : "")}: {move.Because}{(move.Via is { } via ? $", over {via}" : "")}\n");
        }

        if (report.Moves.Count > MostMoves)
        {
            text.Append(CultureInfo.InvariantCulture, $"  and {report.Moves.Count - MostMoves} kinds more.\n");
        }

        Groups(text, "By persona", report.ByPersona, names);
        Groups(text, "By the channel of the first touchpoint", report.ByChannel, names);
        return text.ToString();
    }

    private static void Groups(StringBuilder text, string title, IReadOnlyList<FunnelGroup> groups, int names)
    {
        foreach (var group in groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{title}: {group.Name}, {group.Customers:N0} customers\n");
            Group(text, group, names);
        }
    }

    private static void Group(StringBuilder text, FunnelGroup group, int names)
    {
        text.Append("  ").Append("stage".PadRight(names)).Append("   entered   went on          dropped          back  here now   stayed: half under (¼, ¾, 9 in 10)\n");
        for (var i = 0; i < group.Stages.Count; i++)
        {
            var stage = group.Stages[i];
            text.Append("  ").Append(stage.Stage.Name.PadRight(names));
            text.Append(CultureInfo.InvariantCulture, $"{stage.Entered,10:N0}");

            // Nobody drops at the end of the way.
            text.Append(i + 1 == group.Stages.Count ? new string(' ', 35) : string.Create(CultureInfo.InvariantCulture, $"{stage.WentOn,10:N0} {Share(stage.WentOn, stage.Entered),7}{stage.Dropped,9:N0} {Share(stage.Dropped, stage.Entered),7}"));
            text.Append(CultureInfo.InvariantCulture, $"{stage.WentBack,8:N0}{stage.Here,10:N0}   ");
            text.Append(stage.Stays is { } stays ? $"{Long(stays.Median)} ({Long(stays.FirstQuarter)}, {Long(stays.ThirdQuarter)}, {Long(stays.NinthTenth)})" : "–");
            text.Append(stage.Waiting is { } waiting ? $"; still there {Long(waiting.Median)}\n" : "\n");
        }
    }

    private static string Share(int some, int all) => all == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100m * some / all:0.0} %");

    private static string Long(TimeSpan time) =>
        time.TotalDays >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.0} d")
        : time.TotalHours >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h")
        : time.TotalMinutes >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");
}
