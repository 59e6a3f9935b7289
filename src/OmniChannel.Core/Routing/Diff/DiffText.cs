using System.Globalization;
using System.Text;

namespace OmniChannel;

/// <summary>A comparison of two policies in words.</summary>
internal static class DiffText
{
    public static string Of(PolicyDiff diff)
    {
        var text = new StringBuilder();
        Line(text, $"policy \"{diff.Before.Name}\" {diff.Before.Hash[..12]} → \"{diff.After.Name}\" {diff.After.Hash[..12]}: {diff.Changed} of {diff.Decisions} decisions change ({Percent(diff.ChangedShare)})");
        if (diff.Changed == 0)
        {
            return text.ToString();
        }

        Line(text, $"  now sent {diff.NowSent}, no longer sent {diff.NoLongerSent}, on another channel {diff.Moved}, at another time {diff.Retimed}, with another step-up {diff.OtherStepUp}");
        Line(text, $"  {"channel",-16}{"before",8}{"after",8}{"gained",8}{"lost",8}");
        foreach (var shift in diff.Channels)
        {
            Line(text, $"  {Name(shift.Channel),-16}{shift.Before,8}{shift.After,8}{shift.Gained,8}{shift.Lost,8}");
        }

        Groups(text, "persona", diff.Personas);
        Groups(text, "stage", diff.Stages);
        for (var i = 0; i < diff.Examples.Count; i++)
        {
            Line(text, $"  example {i + 1}");
            foreach (var line in diff.Examples[i].ToString().Split('\n'))
            {
                Line(text, $"    {line}");
            }
        }

        return text.ToString();
    }

    private static void Groups(StringBuilder text, string kind, IReadOnlyList<GroupShift> groups)
    {
        foreach (var group in groups.Where(group => group.Changed > 0))
        {
            var shifts = group.Channels.Where(shift => shift.Gained + shift.Lost > 0).Select(shift => string.Create(CultureInfo.InvariantCulture, $"{Name(shift.Channel)} +{shift.Gained} −{shift.Lost}"));
            Line(text, $"  {kind} {(group.Name.Length > 0 ? group.Name : "unknown")}: {group.Changed} of {group.Decisions} change ({Percent(group.ChangedShare)}): {string.Join(", ", shifts.DefaultIfEmpty("times and step-ups only"))}");
        }
    }

    private static string Name(Channel channel) => ReasonTexts.English.NameOf(channel.Name);

    private static string Percent(double share) => (share * 100).ToString("0.0#", CultureInfo.InvariantCulture) + " %";

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
