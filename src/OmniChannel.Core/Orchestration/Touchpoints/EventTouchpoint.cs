namespace OmniChannel;

/// <summary>Reads an event as a touchpoint that can be recorded now: whatever keeps it from that is a problem.</summary>
internal static class EventTouchpoint
{
    public static Touchpoint? Read(CloudEventReadResult read, int index, TouchpointEvents events, DateTimeOffset now, out IReadOnlyList<CloudEventProblem> problems)
    {
        problems = read.Problems;
        if (!read.IsRead)
        {
            return null;
        }

        var result = events.Read(read.Event, now);
        if (!result.IsRead)
        {
            problems = [result.Problem with { Index = index }];
            return null;
        }

        try
        {
            RecordChecks.Check(result.Touchpoint, now);
            return result.Touchpoint;
        }
        catch (ArgumentException refused)
        {
            problems = [new CloudEventProblem { Code = CloudEventProblemCode.NoTouchpoint, Index = index, Message = refused.Message }];
            return null;
        }
    }
}
