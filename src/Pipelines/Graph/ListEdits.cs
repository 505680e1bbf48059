namespace Tidings.Pipelines.Graph;

/// <summary>Edits of lists of immutable parts.</summary>
internal static class ListEdits
{
    public static void ReplaceWhere<T>(this List<T> list, Predicate<T> matches, Func<T, T> replacement)
    {
        for (var index = 0; index < list.Count; index++)
        {
            if (matches(list[index]))
            {
                list[index] = replacement(list[index]);
            }
        }
    }
}
