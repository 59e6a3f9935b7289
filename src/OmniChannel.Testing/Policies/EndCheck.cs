using System.Globalization;

namespace OmniChannel.Testing;

/// <summary>A decision has one end, and stepping up has one too.</summary>
internal static class EndCheck
{
    public static string? Broken(Situation situation, Decision decision, PolicyUnderTest subject)
    {
        if (decision.Choice is not { } choice)
        {
            return decision.NothingBecause is null ? "nothing is sent, and no reason is given." : null;
        }

        Channel[] tried = [choice.Channel, .. decision.StepUp];
        return decision.NothingBecause is not null ? "a channel is chosen, and a reason is given why none is."
            : choice.At < situation.Now || choice.At >= situation.ExpiresAt ? string.Create(CultureInfo.InvariantCulture, $"it is to go out at {choice.At:O}, which is not within [{situation.Now:O}, {situation.ExpiresAt:O}).")
            : tried.Distinct().Count() != tried.Length ? $"stepping up comes back: {string.Join(", ", tried)}."
            : decision.StepUp.Count > 0 && decision.StepUpAfter is not null && decision.StepUpAfter <= TimeSpan.Zero ? "it steps up after no time at all."
            : null;
    }
}
