using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OmniChannel.Tests;

/// <summary>Keeps everything that is logged: words, values, scopes and exceptions.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _seen = new();

    public IReadOnlyCollection<string> Seen => _seen;

    public ILogger CreateLogger(string categoryName)
    {
        _seen.Enqueue(categoryName);
        return this;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _seen.Enqueue(Values(state));
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _seen.Enqueue($"{formatter(state, exception)} {Values(state)} {exception}");

    public void Dispose()
    {
        // Kept in memory.
    }

    private static string Values<TState>(TState state) => state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values.Select(value => $"{value.Key}={value.Value}")) : $"{state}";
}
