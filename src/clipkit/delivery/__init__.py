"""What goes beside a clip, or stands for it: cover, storyboard sheet, subtitles.

Pictures are RGB arrays, uint8, (h, w, 3).
"""
