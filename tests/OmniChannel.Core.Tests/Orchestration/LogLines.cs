using Microsoft.Extensions.Logging;

namespace OmniChannel.Tests.Orchestration;

/// <summary>Keeps what was logged.</summary>
internal sealed class LogLines : ILoggerFactory, ILogger
{
    public List<string> All { get; } = [];

    public string[] Taken(Func<string, bool> that)
    {
        lock (All)
        {
            return [.. All.Where(that)];
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (All)
        {
            All.Add(formatter(state, exception));
        }
    }
}
