using System.Diagnostics.Metrics;

namespace OmniChannel.Testing;

/// <summary>Counts the answers whose headers this process has received from one port, by the measurement that HttpClient makes then.</summary>
internal sealed class AnswerHeads : IDisposable
{
    private readonly MeterListener _listener;
    private readonly SemaphoreSlim _received = new(0);

    public AnswerHeads(int port)
    {
        _listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            foreach (var (name, value) in tags)
            {
                if (name == "server.port" && value is int called && called == port)
                {
                    _received.Release();
                }
            }
        });
        _listener.Start();
    }

    /// <summary>Completes when so many have come.</summary>
    public async Task ReceivedAsync(int count)
    {
        for (; count > 0; count--)
        {
            await _received.WaitAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => _listener.Dispose();
}
