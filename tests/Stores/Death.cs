using System.Diagnostics;
using System.Globalization;

namespace OmniChannel.Tests.Stores;

/// <summary>SIGKILL to this very process: nothing more of it runs, no flush, no finally.</summary>
internal static class Death
{
    /// <param name="place">"failpoint;times": where to die at which visit; ";0" for nowhere.</param>
    public static Action<string>? At(string place)
    {
        var parts = place.Split(';');
        var times = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return parts[0].Length == 0 ? null : name =>
        {
            if (name == parts[0] && --times <= 0)
            {
                using var self = Process.GetCurrentProcess();
                self.Kill();
                Environment.FailFast("SIGKILL did not end the process.");
            }
        };
    }
}
