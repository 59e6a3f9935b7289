using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>A setup like another one, over another store and clock, whose accounts send nothing. What carries anything out of the process is left behind: feeds, drafters.</summary>
internal static class DryRunSetup
{
    public static OmniChannelSetup Of(OmniChannelSetup like, IOmniStore store, TimeProvider clock, DryRunMail mail)
    {
        var setup = new OmniChannelSetup
        {
            Tenant = like.Tenant,
            Policy = like.PolicySource?.Current ?? like.Policy,
            Voice = like.Voice,
            PersonaSettings = like.PersonaSettings,
            Identity = like.Identity,
            Store = store,
            Options = like.Options,
            Time = clock,
            Relevance = like.Relevance,
            Agents = like.Agents,
            Responders = like.Responders,
            Random = new DryRunChance().Fill,
        };
        AddAll(like.Campaigns, setup.Campaigns);
        AddAll(like.TemplateEngines, setup.TemplateEngines);
        AddAll(like.Personas, setup.Personas);
        AddAll(like.Funnels, setup.Funnels);
        AddAll(like.Surveys, setup.Surveys);
        AddAll(like.Segments, setup.Segments);
        AddAll(like.Channels, setup.Channels);
        AddAll(like.Adapters.Select(account => new DryRunAccount(account, mail)), setup.Adapters);
        return setup;
    }

    private static void AddAll<T>(IEnumerable<T> from, ICollection<T> to)
    {
        foreach (var one in from)
        {
            to.Add(one);
        }
    }
}
