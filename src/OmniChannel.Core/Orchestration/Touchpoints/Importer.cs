using System.Globalization;

namespace OmniChannel;

/// <summary>One import: reads lines, gathers a window of touchpoints, records it, tells how far it is. Not for several threads.</summary>
internal sealed class Importer(Instance instance, BatchRecorder recorder, ImportOptions options, IProgress<ImportProgress>? progress)
{
    private const int MostProblems = 100;

    private readonly List<Touchpoint> window = [];
    private readonly List<CloudEventProblem> problems = [];
    private ImportProgress done = new();

    public async ValueTask<ImportReport> RunAsync(Stream stream, CancellationToken cancellationToken)
    {
        var lines = new EventLines(stream, options.Limits.MaxEventBytes);
        var (number, failed) = (0L, 0L);
        while (await lines.NextAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            number++;
            if (number > options.SkipLines && !(line.IsEmpty && !lines.WasTooLong))
            {
                failed += Take(line, number, lines.WasTooLong) ? 0 : 1;
            }

            if (window.Count >= options.Window)
            {
                await FlushAsync(number, lines.Bytes, failed, cancellationToken).ConfigureAwait(false);
            }
        }

        await FlushAsync(number, lines.Bytes, failed, cancellationToken).ConfigureAwait(false);
        return new ImportReport { Done = done, Problems = problems };
    }

    /// <returns>Whether the line is a touchpoint.</returns>
    private bool Take(ReadOnlyMemory<byte> line, long number, bool isTooLong)
    {
        IReadOnlyList<CloudEventProblem> wrong =
        [
            new CloudEventProblem { Code = CloudEventProblemCode.TooLarge, Message = string.Create(CultureInfo.InvariantCulture, $"The line has more than the {options.Limits.MaxEventBytes} octets that are read of an event.") },
        ];
        if (!isTooLong && EventTouchpoint.Read(CloudEventJson.Read(line, options.Limits), 0, options.Events, instance.Now, out wrong) is { } touchpoint)
        {
            window.Add(touchpoint);
            return true;
        }

        foreach (var problem in wrong.Take(MostProblems - problems.Count))
        {
            problems.Add(problem with { Line = (int)Math.Min(number, int.MaxValue), Column = Math.Max(problem.Column, 1) });
        }

        return false;
    }

    private async ValueTask FlushAsync(long lines, long bytes, long failed, CancellationToken cancellationToken)
    {
        var results = await recorder.RecordAsync(window, null, cancellationToken).ConfigureAwait(false);
        window.Clear();
        done = new ImportProgress
        {
            Lines = lines,
            Bytes = bytes,
            Failed = failed,
            Recorded = done.Recorded + results.Count(static one => one == RecordResult.Recorded),
            Duplicates = done.Duplicates + results.Count(static one => one == RecordResult.Duplicate),
            Erased = done.Erased + results.Count(static one => one == RecordResult.Erased),
        };
        progress?.Report(done);
    }
}
