namespace OmniChannel.Tests.Layers;

/// <summary>The folders of OmniChannel.Core, from those that use nothing of ours down to the one that knows the container.</summary>
internal static class LayerOrder
{
    /// <summary>A folder uses its own line and those above it, never below.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<string>> Lines =
    [
        ["Expressions"],
        ["Values", "Channels", "Messages", "Customers"],
        ["Conditions"],
        ["Content"],
        ["CloudEvents", "Personas", "Funnels", "Carts", "Sessions", "Identity", "Conversations", "Inventory"],
        ["Policies", "Segments"],
        ["Routing"],
        ["Measurement", "Learning"],
        ["Storage", "Delivery", "Journeys"],
        ["Orchestration", "Telemetry"],
        ["DependencyInjection"],
    ];

    /// <summary>Everything above this line is values and pure functions.</summary>
    public const string FirstThatAwaits = "Storage";

    /// <summary>The only folder, of any package, that knows <c>IServiceCollection</c>.</summary>
    public const string Container = "DependencyInjection";

    /// <summary>The line of a folder, 0 at the top; -1 for a folder that is not in the list.</summary>
    public static int LineOf(string folder)
    {
        for (var line = 0; line < Lines.Count; line++)
        {
            if (Lines[line].Contains(folder))
            {
                return line;
            }
        }

        return -1;
    }
}
