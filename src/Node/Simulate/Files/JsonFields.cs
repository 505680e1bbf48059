using System.Text.Json;

namespace Tidings.Node.Simulate.Files;

/// <summary>Reads one object of a JSON file and notes every mistake with its place, so that all can be told at once. A value that is wrong is replaced by one that is right.</summary>
internal sealed class JsonFields(JsonElement json, string place, ICollection<string> mistakes)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public bool Has(string name) => Find(name) is not null;

    public int Int(string name, int min, int max, int? otherwise = null) => (int)Long(name, min, max, otherwise);

    public long Long(string name, long min, long max, long? otherwise = null)
    {
        if (Find(name) is not { } value)
        {
            return otherwise ?? Missing(name, min);
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= min && number <= max
            ? number
            : Wrong(name, $"takes a whole number, {min} to {max}", min);
    }

    public double Number(string name, double min, double max, double otherwise)
    {
        if (Find(name) is not { } value)
        {
            return otherwise;
        }

        return value.ValueKind == JsonValueKind.Number && value.GetDouble() is var number && number >= min && number <= max
            ? number
            : Wrong(name, FormattableString.Invariant($"takes a number, {min} to {max}"), min);
    }

    public TimeSpan Milliseconds(string name, TimeSpan max, TimeSpan otherwise) =>
        TimeSpan.FromTicks((long)Math.Round(Number(name, 0, max.TotalMilliseconds, otherwise.TotalMilliseconds) * TimeSpan.TicksPerMillisecond));

    public bool Flag(string name)
    {
        if (Find(name) is not { } value)
        {
            return false;
        }

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : Wrong(name, "takes true or false", false);
    }

    public string Text(string name, string otherwise)
    {
        if (Find(name) is not { } value)
        {
            return otherwise;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString()! : Wrong(name, "takes a text", otherwise);
    }

    /// <summary>A name out of a list.</summary>
    public T Choice<T>(string name, IReadOnlyDictionary<string, T> choices, string? otherwise = null)
    {
        if (!Has(name) && otherwise is null)
        {
            return Missing(name, choices.Values.First());
        }

        return choices.TryGetValue(Text(name, otherwise ?? ""), out var choice) ? choice : Wrong(name, $"takes one of {string.Join(", ", choices.Keys)}", choices.Values.First());
    }

    public IReadOnlyList<T> List<T>(string name, Func<JsonFields, T> read) => [.. Items(name).Select((item, index) => Inner(item, $"{Place(name)}[{index}]", read))];

    public IReadOnlyList<int> Ints(string name, int min, int max)
    {
        var items = Items(name).ToList();
        return items.All(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) && number >= min && number <= max)
            ? [.. items.Select(item => item.GetInt32())]
            : Wrong<IReadOnlyList<int>>(name, $"takes whole numbers, {min} to {max}", []);
    }

    /// <summary>An object inside; one that is not there is read as empty.</summary>
    public T Object<T>(string name, Func<JsonFields, T> read) => Inner(Find(name) ?? JsonElement.Parse("{}"), Place(name), read);

    /// <summary>An object whose names are free and whose values are texts, numbers or flags.</summary>
    public IReadOnlyDictionary<string, string> Settings(string name)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Find(name) is not { } value)
        {
            return settings;
        }

        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Any(setting => setting.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null))
        {
            return Wrong(name, "takes an object of texts, numbers, true and false", settings);
        }

        foreach (var setting in value.EnumerateObject())
        {
            settings[setting.Name] = setting.Value.ToString();
        }

        return settings;
    }

    /// <summary>Notes a mistake that only the reader of the object can see.</summary>
    public T Wrong<T>(string name, string what, T instead)
    {
        mistakes.Add($"{Place(name)} {what}");
        return instead;
    }

    /// <summary>After all that may be there was read: what is left has a name that means nothing.</summary>
    public void Close()
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            mistakes.Add($"{(place.Length == 0 ? "the file" : place)} takes an object");
            return;
        }

        foreach (var property in json.EnumerateObject().Where(property => !_read.Contains(property.Name)))
        {
            mistakes.Add($"{Place(property.Name)} means nothing here; names are {string.Join(", ", _read)}");
        }
    }

    private T Missing<T>(string name, T instead) => Wrong(name, "is missing", instead);

    private T Inner<T>(JsonElement item, string at, Func<JsonFields, T> read)
    {
        var fields = new JsonFields(item, at, mistakes);
        var value = read(fields);
        fields.Close();
        return value;
    }

    private IEnumerable<JsonElement> Items(string name)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Wrong<IEnumerable<JsonElement>>(name, "takes a list", []);
    }

    private JsonElement? Find(string name)
    {
        _read.Add(name);
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;
    }

    private string Place(string name) => place.Length == 0 ? name : $"{place}.{name}";
}
