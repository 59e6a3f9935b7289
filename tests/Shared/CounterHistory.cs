namespace OmniChannel.Tests;

/// <summary>One event of a history of one quantity: an operation is invoked and later ends, "ok" or "fail", or never does.</summary>
internal sealed record CounterEvent(string Type, int Process, string Operation, int? Value);

/// <summary>Judges a history of adds and reads of one quantity: each read lies between what was acknowledged when it began and what was attempted when it ended.</summary>
internal static class CounterHistory
{
    public static (bool Valid, IReadOnlyList<(int Lower, int Read, int Upper)> Reads) Judge(IReadOnlyList<CounterEvent> events)
    {
        int lower = 0, upper = 0;
        var pending = new Dictionary<int, (int Lower, int Read)>();
        var reads = new List<(int Lower, int Read, int Upper)>();
        for (var i = 0; i < events.Count; i++)
        {
            var one = events[i];
            var end = one.Type == "invoke" ? events.Skip(i + 1).FirstOrDefault(other => other.Process == one.Process && other.Type is "ok" or "fail" && other.Process == one.Process) : null;
            switch (one.Operation, one.Type)
            {
                case ("read", "invoke") when end is { Type: "ok" }:
                    pending[one.Process] = (lower, end.Value!.Value);
                    break;
                case ("read", "ok") when pending.Remove(one.Process, out var begun):
                    reads.Add((begun.Lower, begun.Read, upper));
                    break;
                case ("add", "invoke") when end is not { Type: "fail" }:
                    upper += one.Value!.Value;
                    break;
                case ("add", "ok"):
                    lower += one.Value!.Value;
                    break;
            }
        }

        return (reads.TrueForAll(read => read.Lower <= read.Read && read.Read <= read.Upper), reads);
    }
}
