using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OmniChannel;

/// <summary>A policy's canonical text and its hash.</summary>
internal static class PolicyText
{
    public static string Of(Policy policy)
    {
        var text = new StringBuilder();
        Line(text, $"policy {Quoted(policy.Name)}");
        foreach (var rule in policy.Rules)
        {
            var does = rule switch
            {
                ExcludeRule => "exclude",
                RequireRule => "require",
                ScoreRule score => string.Create(CultureInfo.InvariantCulture, $"score {score.Points}"),
                _ => throw new InvalidOperationException($"{rule.GetType().Name} has no text."),
            };
            Line(text, $"{does} {Channels(rule.Channels)} when {rule.When} because {Quoted(rule.Because)}");
        }

        foreach (var plan in policy.Plans)
        {
            Line(text, $"first of {Channels(plan.FirstOf)} step up after {plan.StepUpAfter?.Ticks ?? -1} when {plan.When} because {Quoted(plan.Because)}");
        }

        foreach (var cap in policy.Caps)
        {
            var window = cap.Window switch
            {
                CapWindow.Rolling rolling => string.Create(CultureInfo.InvariantCulture, $"rolling {rolling.Length.Ticks}"),
                CapWindow.CalendarDay day => $"day {Quoted(day.TimeZone)}",
                _ => throw new InvalidOperationException($"{cap.Window.GetType().Name} has no text."),
            };
            Line(text, $"cap {cap.Max} per {cap.Per} {window} channels {Channels(cap.Channels)} purposes {string.Join(',', cap.Purposes)}");
        }

        foreach (var quiet in policy.Quiet)
        {
            Line(text, $"quiet {quiet.From.Ticks}-{quiet.Until.Ticks} days {string.Join(',', quiet.Days.Select(d => (int)d))} channels {Channels(quiet.Channels)} waived from {quiet.WaivedFrom}");
        }

        Line(text, $"terms {string.Join(',', policy.Terms)}");
        Line(text, $"waiting {policy.PointsPerHourWaited} cost {policy.PointsPerMoneyUnit} {policy.CostCurrency} holdout {policy.HoldoutPerMille}");
        Line(text, $"otherwise {(policy.OtherwiseBest ? "best" : "nothing")}");
        return text.ToString();
    }

    public static string Hash(Policy policy) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Of(policy))));

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Channels(IReadOnlyList<Channel> channels) => channels.Count == 0 ? "*" : string.Join(',', channels);

    private static string Quoted(string text) => FactValue.Of(text).ToString();
}
